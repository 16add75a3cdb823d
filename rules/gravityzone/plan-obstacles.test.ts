import { describe, expect, test } from 'vitest';
import { packageId } from '../identity.ts';
import { refusalHoldsMs } from './decide-creation.ts';
import { nameKey } from './names.ts';
import { packageName } from './package-name.ts';
import { creationSettingsHash } from './plan-context.ts';
import { planGravityzone } from './plan.ts';
import type { PlanInput, Refusal } from './plan-types.ts';
import {
  association,
  cid,
  customer,
  installLink,
  link,
  planInput,
  settings,
  site,
  uid,
} from './test-inventory.ts';

const plan = (over: Partial<PlanInput>) => planGravityzone(planInput(over));
const codes = (over: Partial<PlanInput>) => plan(over).problems.map((problem) => problem.code);
const waits = (over: Partial<PlanInput>) => plan(over).events.map((event) => event.waits);
const kinds = (over: Partial<PlanInput>) => plan(over).items.map((item) => item.kind);

const sites = [site(1, 'Abc')];
const tree = [customer(1, 'Abc')];
const ours = packageName(uid(1), 'Abc');

describe('A variable with another value, or masked, is never replaced by a run', () => {
  const other = new Map([[uid(1), { state: 'value', value: 'https://else' } as const]]);
  const masked = new Map([[uid(1), { state: 'masked' } as const]]);

  test('nothing is associated that a run could not complete', () => {
    for (const [variables, words] of [
      [other, 'with another value'],
      [masked, 'a masked variable'],
    ] as const) {
      const found = plan({ sites, tree, variables });
      // The event says it, and nothing else does.
      expect(found).toMatchObject({
        items: [],
        problems: [],
        events: [{ type: 'association-missing', automatic: null }],
      });
      expect(found.events[0]?.waits).toContain(words);
    }
  });

  test('and nothing is created for such a site', () => {
    expect(plan({ sites, variables: other })).toMatchObject({
      items: [],
      problems: [{ code: 'variable-different' }],
    });
    expect(codes({ sites, variables: masked })).toEqual(['variable-masked']);
  });

  test('the same value is adopted', () => {
    const variables = new Map([[uid(1), { state: 'value', value: installLink(1) } as const]]);
    const ownPackages = [{ companyId: cid(1), packageName: ours }];
    expect(kinds({ sites, tree, variables, links: [link(1, ours)], ownPackages })).toEqual([
      'associate',
    ]);
  });

  test('a variable that was not read is read before the plan is carried out', () => {
    expect(plan({ sites }).needs.variablesOf).toEqual([uid(1)]);
    const variables = new Map([[uid(1), { state: 'absent' } as const]]);
    const read = plan({ sites, variables });
    expect(read.needs.variablesOf).toEqual([]);
    expect(read.items[0]?.factsHash).toBe(plan({ sites }).items[0]?.factsHash);
  });
});

describe('A package of that name elsewhere, or not ours, is never adopted without a person', () => {
  test('elsewhere', () => {
    const links = [link(2, ours.toUpperCase())];
    expect(waits({ sites, tree, links })).toEqual([
      expect.stringContaining('already has a package'),
    ]);
    expect(codes({ sites, links })).toEqual(['package-elsewhere']);
  });

  test('in the company, but not ours', () => {
    expect(waits({ sites, tree, links: [link(1, ours)] })).toEqual([
      expect.stringContaining('that Sitesync did not make'),
    ]);
  });

  test('ours is used again', () => {
    const ownPackages = [{ companyId: cid(1), packageName: ours }];
    expect(kinds({ sites, tree, links: [link(1, ours)], ownPackages })).toEqual(['associate']);
  });
});

describe('A name that GravityZone refused', () => {
  const now = planInput().nowAt;
  const refusal = (over: Partial<Refusal> = {}): Refusal => ({
    name: 'Abc',
    nameKey: nameKey('Abc'),
    settingsHash: creationSettingsHash(settings()),
    refusedAt: now - 1000,
    text: 'The company already exists',
    ...over,
  });

  test('is not tried again for 24 hours', () => {
    expect(plan({ sites, refusals: [refusal()] })).toMatchObject({
      items: [],
      problems: [],
      events: [{ type: 'destination-creation', facts: { wantedName: 'Abc', reason: 'refused' } }],
    });
    const old = refusal({ refusedAt: now - refusalHoldsMs });
    expect(kinds({ sites, refusals: [old] })).toEqual(['create-company']);
  });

  test('is tried again when its name changes', () => {
    expect(kinds({ sites: [site(1, 'Abd')], refusals: [refusal()] })).toEqual(['create-company']);
  });

  test('is tried again when the settings change', () => {
    const changed = settings({ licence: { kind: 'trial' } });
    expect(kinds({ sites, refusals: [refusal()], settings: changed })).toEqual(['create-company']);
  });

  test('is not tried with the prefix instead, since what exists may be ours and not listed yet', () => {
    const ifExists = settings({ prefix: 'New', prefixForCreation: 'if-exists' });
    const refused = refusal({ settingsHash: creationSettingsHash(ifExists) });
    expect(plan({ sites, refusals: [refused], settings: ifExists })).toMatchObject({
      items: [],
      events: [{ type: 'destination-creation', facts: { reason: 'refused' } }],
    });
  });

  test('for seats or rights is told in GravityZone’s own words', () => {
    const found = plan({ sites, refusals: [refusal({ text: 'Not enough seats' })] });
    expect(found.events).toEqual([]);
    expect(found.problems).toMatchObject([{ code: 'creation-refused' }]);
    expect(found.problems[0]?.sentence).toContain('Not enough seats');
  });

  test('is associated once it is visible and free', () => {
    expect(kinds({ sites, tree, refusals: [refusal()] })).toEqual(['associate']);
  });
});

describe('Subjects under way are left alone', () => {
  const none = planInput().locked;

  test('a site, a company, or the name of a company that is being created', () => {
    for (const locked of [
      { ...none, siteUids: new Set([uid(1)]) },
      { ...none, companyIds: new Set([cid(1)]) },
      { ...none, companyNameKeys: new Set([nameKey('ABC')]) },
    ]) {
      const found = plan({ sites, tree, locked });
      expect(found.items).toEqual([]);
      expect(found.problems).toEqual([]);
      expect(found).toMatchObject({ events: [], undecided: [uid(1)] });
      expect(found.notes).toMatchObject([{ code: 'under-way', siteUid: uid(1) }]);
    }
  });
});

describe('An association whose package or variable step has not been finished', () => {
  const begun = association(1, 1, { packageName: null, packageId: null, writtenLink: null });

  test('is completed', () => {
    expect(plan({ sites, tree, associations: [begun] }).items).toMatchObject([
      { kind: 'complete', companyId: cid(1), missing: ['package', 'variable'] },
    ]);
    const packaged = {
      ...begun,
      packageName: ours,
      packageId: packageId('c'.repeat(24)),
    };
    expect(
      plan({ sites, tree, associations: [packaged], links: [link(1, ours)] }).items,
    ).toMatchObject([{ kind: 'complete', missing: ['variable'], before: { package: ours } }]);
  });

  test('is only told where a run writes nothing', () => {
    const manual = settings({ handling: 'manual' });
    expect(plan({ sites, tree, associations: [begun], settings: manual })).toMatchObject({
      items: [],
      problems: [{ code: 'association-unfinished' }],
    });
  });

  test('waits for a person if the variable is another’s, or the company is not in view', () => {
    const variables = new Map([[uid(1), { state: 'value', value: 'https://else' } as const]]);
    expect(codes({ sites, tree, associations: [begun], variables })).toEqual([
      'variable-different',
    ]);
    expect(codes({ sites, associations: [begun] })).toEqual(['company-not-in-view']);
  });

  test('never writes to the root, whatever is on record', () => {
    const wrong = { ...begun, companyId: planInput().root.id };
    expect(plan({ sites, associations: [wrong] }).items).toEqual([]);
  });
});

describe('Plan: what it would create, with before and after, and the number of API calls', () => {
  test('before, after, calls and counts', () => {
    const found = plan({ sites: [site(1, 'Abc'), site(2, 'Def')], tree });
    expect(found.items[1]).toMatchObject({
      before: { company: null, package: null, variable: null },
      after: { company: 'Def', package: packageName(uid(2), 'Def') },
      calls: { gravityzone: 5, dattoRmm: 3 },
    });
    expect(found.calls).toEqual({ gravityzone: 9, dattoRmm: 6 });
    expect(found.counts).toMatchObject({ sites: 2, associate: 1, create: 1, problems: 0 });
  });

  test('what associates comes before what creates, each by the site’s name', () => {
    const named = ['Zulu', 'alpha', 'Mike', 'Bravo'].map((name, n) => site(n + 1, name));
    const found = plan({ sites: named, tree: [customer(1, 'Zulu'), customer(2, 'Mike')] });
    expect(found.items.map((item) => item.siteName)).toEqual(['Mike', 'Zulu', 'alpha', 'Bravo']);
  });

  test('a plan is plain data', () => {
    const found = plan({ sites: [site(1, 'Abc'), site(2, 'A<B')], tree });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
