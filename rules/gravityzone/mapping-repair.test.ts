import { describe, expect, test } from 'vitest';
import { checkMapping } from './mapping.ts';
import type { PlanInput } from './plan-types.ts';
import {
  association,
  cid,
  customer,
  installLink,
  link,
  planInput,
  site,
  uid,
} from './test-inventory.ts';

const listed = link(1, 'Sitesync of 1');
const value = (text: string) => new Map([[uid(1), { state: 'value' as const, value: text }]]);

/** Site 1 with company 1, in step, but for what is given. */
function repair(over: Partial<PlanInput> = {}) {
  const [row] = checkMapping(
    planInput({
      sites: [site(1, 'Abc')],
      tree: [customer(1, 'Abc')],
      associations: [association(1, 1)],
      links: [listed],
      variables: value(installLink(1)),
      ...over,
    }),
    [{ action: 'repair', siteUid: uid(1) }],
  );
  if (!row) throw new Error('no row');
  return row;
}

function shown(over: Partial<PlanInput>): { text: string; consents: unknown[] } {
  const row = repair(over);
  if (!row.ok) throw new Error(row.sentence);
  return { text: row.lines.join('\n'), consents: row.consents };
}

const code = (over: Partial<PlanInput>) => {
  const row = repair(over);
  return row.ok ? 'ok' : row.code;
};

describe('repair', () => {
  test('is refused where nothing is out of step', () => {
    expect(code({})).toBe('nothing-to-repair');
  });

  test('is refused without an association, and for a site that is not managed', () => {
    expect(code({ associations: [] })).toBe('not-associated');
    expect(code({ sites: [site(1, 'Abc', { onDemand: true })] })).toBe('site-not-listed');
  });

  test('is refused where the company is gone, and names the event that mends it', () => {
    const row = repair({ tree: [] });
    expect(row).toMatchObject({ ok: false, code: 'company-gone' });
    expect(row).toHaveProperty('sentence', expect.stringContaining('Destination deleted'));
  });

  test('shows the value of a variable that Sitesync did not write, and agrees to replace it', () => {
    const { text, consents } = shown({ variables: value('https://else.where') });
    expect(text).toContain('“https://else.where”: it is replaced');
    expect(consents).toEqual([{ kind: 'replace-variable', value: 'https://else.where' }]);
  });

  test('needs no word for a value that Sitesync wrote before', () => {
    const associations = [association(1, 1, { previousLink: 'https://before' })];
    const { text, consents } = shown({ associations, variables: value('https://before') });
    expect(text).toContain('Sitesync wrote it');
    expect(consents).toEqual([]);
  });

  test('writes a variable that is missing, and makes a masked one again', () => {
    const absent = shown({ variables: new Map([[uid(1), { state: 'absent' as const }]]) });
    expect(absent.text).toContain('written anew');
    expect(absent.consents).toEqual([]);
    const masked = shown({ variables: new Map([[uid(1), { state: 'masked' as const }]]) });
    expect(masked.consents).toEqual([{ kind: 'recreate-masked-variable' }]);
  });

  test('adopts the package under the name that it is listed with', () => {
    const renamed = link(1, 'Their name', { installLinkWindows: installLink(1) });
    expect(shown({ links: [renamed] }).text).toContain('is listed as “Their name” by now');
  });

  test('makes a package anew that is gone, for which another company’s namesake is no stand-in', () => {
    for (const links of [[], [{ ...listed, companyId: cid(2) }]]) {
      expect(shown({ links }).text).toContain('made anew');
    }
  });

  test('reads a link again that has changed', () => {
    const links = [{ ...listed, installLinkWindows: installLink(9) }];
    expect(shown({ links }).text).toContain('another install link by now');
  });

  test('goes on with an association that was not completed', () => {
    const associations = [
      association(1, 1, { packageId: null, packageName: null, writtenLink: null }),
    ];
    const { text } = shown({ associations, links: [], variables: new Map() });
    expect(text).toContain('Create installation package');
    expect(text).toContain('was not read');
  });

  test('of a site with an action under way waits', () => {
    const locked = {
      siteUids: new Set([uid(1)]),
      companyIds: new Set([cid(1)]),
      companyNameKeys: new Set<string>(),
    };
    expect(code({ locked })).toBe('site-under-way');
  });
});
