import { describe, expect, test } from 'vitest';
import { checkMapping } from './mapping.ts';
import { mappingRowSchema } from './mapping-rows.ts';
import type { MappingRow } from './mapping-rows.ts';
import { packageName } from './package-name.ts';
import type { PlanInput } from './plan-types.ts';
import {
  association,
  cid,
  customer,
  installLink,
  link,
  planInput,
  root,
  settings,
  site,
  uid,
} from './test-inventory.ts';

const existing = (n: number, company: number): MappingRow => ({
  action: 'existing',
  siteUid: uid(n),
  companyId: cid(company),
});
const asNew = (n: number, name?: string): MappingRow => ({
  action: 'new',
  siteUid: uid(n),
  ...(name === undefined ? {} : { name }),
});
const check = (over: Partial<PlanInput>, ...rows: MappingRow[]) =>
  checkMapping(planInput({ sites: [site(1, 'Abc'), site(2, 'Def')], ...over }), rows);
const codes = (over: Partial<PlanInput>, ...rows: MappingRow[]) =>
  check(over, ...rows).map((row) => (row.ok ? 'ok' : row.code));
const lines = (over: Partial<PlanInput>, row: MappingRow) => {
  const [checked] = check(over, row);
  if (checked?.ok !== true) throw new Error(checked?.sentence);
  return checked.lines.join('\n');
};

const tree = [customer(1, 'Abc'), customer(2, 'Other')];

describe('An existing company that no association uses', () => {
  test('of any name, also under another partner, by a person’s decision', () => {
    const nested = [
      customer(5, 'Reseller', { type: 'partner' }),
      customer(2, 'Other', { parentId: cid(5), partnerId: cid(5) }),
    ];
    expect(codes({ tree }, existing(1, 2))).toEqual(['ok']);
    expect(lines({ tree: nested }, existing(1, 2))).toContain('under “Reseller”');
  });

  test('not one that an association uses, and the site that has it is named', () => {
    const associations = [association(2, 1)];
    const [row] = check({ tree, associations }, existing(1, 1));
    expect(row).toMatchObject({ ok: false, code: 'company-associated' });
    expect(row).toHaveProperty('sentence', expect.stringContaining('“Def”'));
  });

  test('not the root, not a partner, not one that is not in view', () => {
    const partner = [customer(1, 'Abc', { type: 'partner' })];
    const toRoot = { ...existing(1, 1), companyId: root.id } as MappingRow;
    expect(codes({ tree }, toRoot)).toEqual(['company-is-root']);
    expect(codes({ tree: partner }, existing(1, 1))).toEqual(['company-is-partner']);
    expect(codes({ tree }, existing(1, 9))).toEqual(['company-not-in-view']);
  });

  test('its type is read by id where the tree does not say', () => {
    const { type: _type, ...untyped } = customer(1, 'Abc');
    expect(check({ tree: [untyped] }, existing(1, 1))).toMatchObject([{ needsDetails: true }]);
  });

  test('two staged rows that name the same company: the second is refused', () => {
    expect(codes({ tree }, existing(1, 1), existing(2, 1))).toEqual(['ok', 'company-staged-twice']);
  });

  test('a site that has an association already is refused, and so is an on-demand site', () => {
    const associations = [association(1, 2)];
    expect(codes({ tree, associations }, existing(1, 1))).toEqual(['already-associated']);
    const sites = [site(1, 'Abc', { onDemand: true })];
    expect(codes({ tree, sites }, existing(1, 1))).toEqual(['site-not-listed']);
  });
});

describe('Set as a new company', () => {
  test('refused if a company of that name is in view, associated or not, anywhere', () => {
    expect(codes({ tree }, asNew(1))).toEqual(['company-exists']);
    expect(codes({ tree, associations: [association(7, 1)] }, asNew(1))).toEqual([
      'company-exists',
    ]);
    expect(codes({ tree }, asNew(1, 'other '))).toEqual(['company-exists']);
    expect(codes({ tree }, asNew(1, root.name))).toEqual(['company-exists']);
    expect(codes({ tree }, asNew(1, 'Abc of Town'))).toEqual(['ok']);
  });

  test('refused if the name is unusable; the operator gives another', () => {
    const sites = [site(1, 'A <B>')];
    expect(codes({ sites }, asNew(1))).toEqual(['name-unusable']);
    expect(codes({ sites }, asNew(1, 'A B'))).toEqual(['ok']);
    expect(codes({}, asNew(1, 'x'.repeat(65)))).toEqual(['name-unusable']);
  });

  test('takes the site’s name by the prefix settings, unless a name is given', () => {
    const prefixed = settings({ prefix: 'New', prefixForCreation: 'always' });
    expect(check({ settings: prefixed }, asNew(1))).toMatchObject([{ companyName: 'New Abc' }]);
    expect(check({ settings: prefixed }, asNew(1, 'Xyz'))).toMatchObject([{ companyName: 'Xyz' }]);
  });

  test('a free company of the site’s own name is offered rather than a prefixed new one', () => {
    const ifExists = settings({ prefix: 'New', prefixForCreation: 'if-exists' });
    expect(codes({ tree, settings: ifExists }, asNew(1))).toEqual(['company-exists']);
    const associations = [association(7, 1)];
    expect(check({ tree, settings: ifExists, associations }, asNew(1))).toMatchObject([
      { ok: true, companyName: 'New Abc' },
    ]);
  });

  test('two staged rows with the same new name: the second is refused', () => {
    expect(codes({}, asNew(1, 'Xyz'), asNew(2, 'XYZ'))).toEqual(['ok', 'name-staged-twice']);
  });
});

describe('Exclude from automatic sync, and include', () => {
  test('only for a site without an association', () => {
    const associations = [association(1, 1)];
    const row: MappingRow = { action: 'exclude', siteUid: uid(1) };
    expect(codes({ tree }, row)).toEqual(['ok']);
    expect(codes({ tree, associations }, row)).toEqual(['already-associated']);
  });

  test('associating clears it, and the confirmation says so', () => {
    const exclusions = new Map([[uid(1), 'excluded' as const]]);
    expect(lines({ tree, exclusions }, existing(1, 1))).toContain('associating it clears that');
    expect(lines({ tree }, existing(1, 1))).not.toContain('clears');
  });

  test('a site is included again, the system site "Managed" too', () => {
    const sites = [site(1, 'Managed')];
    expect(codes({ sites }, { action: 'include', siteUid: uid(1) })).toEqual(['ok']);
  });
});

describe('Delete the association', () => {
  const associations = [association(1, 1)];
  const row: MappingRow = { action: 'remove', siteUid: uid(1) };

  test('removes the record, and the variable if it still holds the value written; the company and its package stay', () => {
    const text = lines({ tree, associations }, row);
    expect(text).toContain('The company and its package stay.');
    expect(text).toContain('if it still holds the value that was written');
  });

  test('the confirmation says that at Automatic inventory synchronization the next run would associate again, and offers exclude', () => {
    expect(lines({ tree, associations }, row)).toContain(
      'At Automatic inventory synchronization the next run would associate the site again. To prevent that, exclude it',
    );
    const excluding: MappingRow = { action: 'remove', siteUid: uid(1), thenExclude: true };
    expect(lines({ tree, associations }, excluding)).toContain('Exclude the site');
  });

  test('also for a site that is on-demand by now, or gone', () => {
    const sites = [site(1, 'Abc', { onDemand: true })];
    expect(codes({ sites, tree, associations }, row)).toEqual(['ok']);
    expect(codes({ sites: [], tree, associations }, row)).toEqual(['ok']);
  });

  test('a site without one has none to delete', () => {
    expect(codes({ tree }, row)).toEqual(['not-associated']);
  });
});

describe('Staged rows are saved together: a confirmation lists exactly what will be done', () => {
  const ours = packageName(uid(1), 'Abc');

  test('the company, the package and the variable', () => {
    const variables = new Map([[uid(1), { state: 'absent' } as const]]);
    expect(lines({ tree, variables }, existing(1, 1)).split('\n')).toEqual([
      `Associate site “Abc” with company “Abc” (${cid(1)}), under “Our MSP”.`,
      `Create installation package “${ours}” in it, with the default modules.`,
      'Write the package’s Windows install link into the site variable GravityZonePackageLink.',
    ]);
    expect(lines({ variables }, asNew(1))).toContain(
      'Create company “Abc” under “Our MSP” and associate site “Abc” with it.',
    );
  });

  test('a variable with another value is shown, and replaced only by confirming', () => {
    const variables = new Map([[uid(1), { state: 'value', value: 'https://else' } as const]]);
    expect(lines({ tree, variables }, existing(1, 1))).toContain('“https://else”: it is replaced');
    expect(check({ tree, variables }, existing(1, 1))).toMatchObject([
      { consents: [{ kind: 'replace-variable', value: 'https://else' }] },
    ]);
  });

  test('a masked one is replaced by delete and create', () => {
    const variables = new Map([[uid(1), { state: 'masked' } as const]]);
    expect(lines({ tree, variables }, existing(1, 1))).toContain('deleted and created again');
    expect(check({ tree, variables }, existing(1, 1))).toMatchObject([
      { consents: [{ kind: 'recreate-masked-variable' }] },
    ]);
  });

  test('the same value is adopted', () => {
    const variables = new Map([[uid(1), { state: 'value', value: installLink(1) } as const]]);
    const ownPackages = [{ companyId: cid(1), packageName: ours }];
    const facts = { tree, variables, links: [link(1, ours)], ownPackages };
    expect(lines(facts, existing(1, 1))).toContain('it is kept');
    expect(check(facts, existing(1, 1))).toMatchObject([{ consents: [] }]);
  });

  test('a variable that was not read is replaced by nobody’s leave', () => {
    expect(lines({ tree }, existing(1, 1))).toContain('this row stops there');
    expect(check({ tree }, existing(1, 1))).toMatchObject([{ consents: [] }]);
  });

  test('a package of that name that is not ours is adopted only by confirming, and one elsewhere not at all', () => {
    const links = [link(1, ours), link(2, ours)];
    const text = lines({ tree, links }, existing(1, 1));
    expect(text).toContain('although Sitesync did not make it');
    expect(text).toContain('A package of the same name in company “Other” stays and is not used.');
    expect(check({ tree, links }, existing(1, 1))).toMatchObject([
      { consents: [{ kind: 'adopt-package', companyId: cid(1), packageName: ours }] },
    ]);
  });

  test('one bad row never stops the others', () => {
    const rows = [existing(1, 9), asNew(2), { action: 'exclude', siteUid: uid(2) } as MappingRow];
    expect(codes({ tree }, ...rows)).toEqual(['company-not-in-view', 'ok', 'site-staged-twice']);
  });

  test('a site with an action under way is refused until it is done', () => {
    const locked = { ...planInput().locked, siteUids: new Set([uid(1)]) };
    expect(codes({ tree, locked }, existing(1, 1))).toEqual(['site-under-way']);
  });

  test('a row is parsed at the edge', () => {
    const row = { action: 'existing', siteUid: uid(1), companyId: 'x' };
    expect(mappingRowSchema.safeParse(row).success).toBe(false);
    expect(mappingRowSchema.safeParse({ ...row, companyId: cid(1) }).success).toBe(true);
  });
});
