import { describe, expect, test } from 'vitest';
import { packageName } from '../package-name.ts';
import { creationSettingsHash } from '../plan-context.ts';
import { planGravityzone } from '../plan.ts';
import type { CompanyCheck, PlanInput } from '../plan-types.ts';
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
} from '../test-inventory.ts';
import type { KnownEvent } from './event-types.ts';

const gone: CompanyCheck = { sight: 'not-found', packageReadable: false, endpoints: null };
const checks = (over: Partial<CompanyCheck> = {}) => new Map([[cid(1), { ...gone, ...over }]]);
const deleted: Partial<PlanInput> = {
  sites: [site(1, 'Abc')],
  tree: [customer(2, 'Another')],
  associations: [association(1, 1, { companyName: 'Abc Ltd' })],
  companyChecks: checks(),
};
const plan = (over: Partial<PlanInput> = {}) => planGravityzone(planInput({ ...deleted, ...over }));

/** On record as the run before saw it. */
const seen = (over: Partial<KnownEvent> = {}): KnownEvent => ({
  type: 'destination-deleted',
  siteUid: uid(1),
  state: 'open',
  factsHash: plan().events[0]?.factsHash ?? '',
  runsWithFacts: 1,
  ignoredFactsHash: null,
  ...over,
});
const again = (over: Partial<PlanInput> = {}) => plan({ knownEvents: [seen()], ...over });
const waits = (over: Partial<PlanInput> = {}) => {
  const { events, items } = again(over);
  expect(events).toMatchObject([{ type: 'destination-deleted', automatic: null }]);
  expect(items).toEqual([]);
  return events[0]?.waits;
};

describe('Destination deleted: the associated company no longer exists, or is out of the key’s sight', () => {
  test('not found by id in two complete runs and its package unreadable: it is created anew', () => {
    expect(plan()).toMatchObject({
      items: [],
      events: [
        {
          type: 'destination-deleted',
          companyId: cid(1),
          companyName: 'Abc Ltd',
          automatic: null,
          waits: 'The company is created anew if the next run does not find it either.',
        },
      ],
    });
    const second = again();
    expect(second.events).toMatchObject([{ automatic: 'recreate', waits: null }]);
    expect(second.items).toMatchObject([
      {
        kind: 'recreate',
        event: 'destination-deleted',
        effect: 'changes',
        replacesId: cid(1),
        companyName: 'Abc',
        before: { company: 'Abc Ltd', package: 'Sitesync of 1' },
        after: { company: 'Abc', package: packageName(uid(1), 'Abc') },
      },
    ]);
    expect(second.counts).toMatchObject({ recreate: 1, create: 0, events: 1 });
  });

  test('the two runs saw the same facts, one after the other', () => {
    for (const other of [
      seen({ factsHash: 'other' }),
      seen({ runsWithFacts: 0 }),
      seen({ state: 'no-longer-applies' }),
      seen({ state: 'handled' }),
      seen({ type: 'destination-moved' }),
      seen({ siteUid: uid(2) }),
    ]) {
      expect(plan({ knownEvents: [other] }).items).toEqual([]);
    }
    expect(plan({ knownEvents: [seen({ state: 'ignored' })] }).items).toHaveLength(1);
  });

  test('not authorized may only be out of sight, and is another fact: a person decides', () => {
    const hidden = checks({ sight: 'not-authorized' });
    expect(waits({ companyChecks: hidden })).toContain('out of the key’s sight: a person decides');
    expect(plan({ companyChecks: hidden }).events[0]?.factsHash).not.toBe(seen().factsHash);
  });

  test('a package that still answers, or was not asked for: a person decides', () => {
    expect(waits({ companyChecks: checks({ packageReadable: true }) })).toContain(
      'can still be read',
    );
    expect(waits({ companyChecks: checks({ packageReadable: null }) })).toContain('is not known');
  });

  test('absent from the listing is no evidence: it is read by its id first, and left alone if it is there', () => {
    const unread = plan({ companyChecks: new Map() });
    expect(unread).toMatchObject({ events: [], items: [], undecided: [uid(1)] });
    expect(unread.needs.checksOf).toEqual([
      { companyId: cid(1), packageId: association(1, 1).packageId, countEndpoints: false },
    ]);
    const there = again({ companyChecks: checks({ sight: 'there' }) });
    expect(there).toMatchObject({ events: [], items: [], undecided: [uid(1)] });
    expect(there.needs.checksOf).toEqual([]);
    expect(there.problems.map(({ code }) => code)).toEqual(['companies-not-in-view']);
  });

  test('from a listing that proves nothing nothing comes and nothing goes', () => {
    const verdict = { proves: false, code: 'shrunken', sentence: 'It has shrunk.' } as const;
    const found = again({
      evidence: { sites: { proves: true }, companies: verdict },
      knownEvents: [seen(), seen({ siteUid: uid(7) })],
    });
    expect(found).toMatchObject({ events: [], items: [], undecided: [uid(1), uid(7)] });
    expect(found.needs.checksOf).toEqual([]);
  });

  test('the new company is named by the prefix settings', () => {
    const always = settings({ prefix: 'New', prefixForCreation: 'always' });
    expect(again({ settings: always }).items).toMatchObject([
      { companyName: 'New Abc', prefixed: true },
    ]);
  });

  test('whatever keeps the name from being had makes it wait', () => {
    expect(waits({ tree: [customer(3, 'abc')] })).toContain('in view and not associated');
    const prefix = settings({ prefix: 'New', prefixForCreation: 'always' });
    expect(waits({ tree: [customer(3, 'New Abc')], settings: prefix })).toContain(
      'in view and not associated',
    );
    const others = [association(1, 1), association(2, 3)];
    expect(waits({ tree: [customer(3, 'Abc')], associations: others })).toContain('is taken by');
    expect(waits({ sites: [site(1, 'A <B>')] })).toContain('holds “<” or “>”');
    expect(waits({ sites: [site(1, 'Abc'), site(2, 'Abc', {})], ...tied2() })).toContain(
      'Another managed site is named “Abc”',
    );
    const refusals = [
      {
        name: 'Abc',
        nameKey: 'abc',
        settingsHash: creationSettingsHash(settings()),
        refusedAt: planInput().nowAt - 1,
        text: 'exists',
      },
    ];
    expect(waits({ refusals })).toContain('GravityZone refused to create “Abc”');
    const { locked } = planInput();
    const underWay = { ...locked, companyNameKeys: new Set(['abc']) };
    expect(waits({ locked: underWay })).toContain('is being created');
  });

  test('the variable that holds what was written is ours; another one makes it wait', () => {
    const holding = (value: string) => new Map([[uid(1), { state: 'value', value } as const]]);
    expect(again({ variables: holding(installLink(1)) }).items).toHaveLength(1);
    const associations = [
      association(1, 1, {
        companyName: 'Abc Ltd',
        writtenLink: null,
        previousLink: 'https://before',
      }),
    ];
    expect(again({ variables: holding('https://before'), associations }).items).toHaveLength(1);
    expect(waits({ variables: holding('https://else') })).toContain('another value');
    const masked = new Map([[uid(1), { state: 'masked' } as const]]);
    expect(waits({ variables: masked })).toContain('a masked variable');
  });

  test('a package of the new name elsewhere makes it wait, that of the company itself does not', () => {
    const ours = packageName(uid(1), 'Abc');
    expect(again({ links: [link(1, ours)] }).items).toHaveLength(1);
    expect(waits({ links: [link(2, ours)] })).toContain('already has a package named');
  });

  test('an unfinished association is not told twice', () => {
    const begun = association(1, 1, { writtenLink: null });
    expect(plan({ associations: [begun] }).problems).toEqual([]);
    expect(plan({ associations: [begun], companyChecks: new Map() }).problems).toMatchObject([
      { code: 'company-not-in-view' },
    ]);
  });

  test('a tenant’s association with its own root company is left alone', () => {
    const wrong = [association(1, 1, { companyId: root.id })];
    expect(again({ associations: wrong })).toMatchObject({ events: [], items: [] });
  });

  test('what a run at Monitor & handle would not associate is still free, and stands in the way', () => {
    const prefix = { prefix: 'New', prefixForCreation: 'never' } as const;
    const facts = {
      sites: [site(1, 'Abc'), site(2, 'New Abc')],
      tree: [customer(3, 'New Abc')],
    };
    const handle = settings({ level: 'monitor-handle', ...prefix });
    expect(waits({ ...facts, settings: handle })).toContain('in view and not associated');
    const { items } = again({ ...facts, settings: settings(prefix) });
    expect(items.map(({ kind }) => kind)).toEqual(['associate', 'recreate']);
  });
});

/** The second site has a company of its own. */
function tied2(): Partial<PlanInput> {
  return {
    tree: [customer(4, 'Second')],
    associations: [association(1, 1, { companyName: 'Abc Ltd' }), association(2, 4)],
  };
}
