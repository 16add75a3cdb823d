import { describe, expect, test } from 'vitest';
import type { TreeNode } from './company-tree.ts';
import { planGravityzone } from './plan.ts';
import type { PlanInput } from './plan-types.ts';
import { levelTitles } from './settings.ts';
import type { Level } from './settings.ts';
import {
  association,
  cid,
  customer,
  folder,
  planInput,
  root,
  settings,
  site,
  uid,
} from './test-inventory.ts';

const plan = (over: Partial<PlanInput>) => planGravityzone(planInput(over));
const kinds = (over: Partial<PlanInput>) => plan(over).items.map((item) => item.kind);
const codes = (over: Partial<PlanInput>) => plan(over).problems.map((problem) => problem.code);
const events = (over: Partial<PlanInput>) =>
  plan(over).events.map(({ type, automatic }) =>
    automatic === null ? type : `${type}: ${automatic}`,
  );

/** One site to be associated, one to be created. */
const twoSites = {
  sites: [site(1, 'Abc'), site(2, 'Def')],
  tree: [customer(1, 'ABC ')],
};

describe('Synchronization level and event handling', () => {
  test('Automatic inventory synchronization with handling Automatic associates or creates for sites without an association', () => {
    const { items } = plan(twoSites);
    expect(items).toMatchObject([
      { kind: 'associate', siteUid: uid(1), companyId: cid(1), companyName: 'ABC ' },
      { kind: 'create-company', siteUid: uid(2), companyName: 'Def' },
    ]);
  });

  test('with Manual a run writes nothing at any level', () => {
    for (const level of Object.keys(levelTitles) as Level[]) {
      expect(kinds({ ...twoSites, settings: settings({ level, handling: 'manual' }) })).toEqual([]);
    }
  });

  test('with Manual, sites without a namesake are listed as to be created', () => {
    const { waiting } = plan({ ...twoSites, settings: settings({ handling: 'manual' }) });
    expect(waiting).toMatchObject([
      { kind: 'to-be-associated', siteUid: uid(1), companyId: cid(1) },
      { kind: 'to-be-created', siteUid: uid(2), companyName: 'Def' },
    ]);
  });

  test('at Monitor & report a run writes nothing, and event-handling settings are ignored', () => {
    const { items, notes, waiting } = plan({
      ...twoSites,
      settings: settings({ level: 'monitor-report' }),
    });
    expect(items).toEqual([]);
    expect(waiting.map((entry) => entry.kind)).toEqual(['to-be-created']);
    expect(notes[0]?.sentence).toContain('Monitor & report synchronized inventory status');
  });

  test('at Monitor & handle the scope is associated sites: nothing is associated or created', () => {
    const level = 'monitor-handle';
    const sites = [...twoSites.sites, site(3, 'a<b')];
    const found = plan({ ...twoSites, sites, settings: settings({ level }) });
    expect(found.items).toEqual([]);
    expect(found.problems).toEqual([]);
  });

  test('all managed sites except excluded ones are in scope', () => {
    const exclusions = new Map([[uid(1), 'excluded' as const]]);
    const sites = [...twoSites.sites, site(3, 'Ghi', { onDemand: true }), site(4, 'Managed')];
    const found = plan({ ...twoSites, sites, exclusions });
    expect(found.items.map((item) => item.siteName)).toEqual(['Def']);
    expect(found.counts).toMatchObject({ sites: 3, excluded: 2 });
  });

  test('the system site "Managed" is in scope once a person includes it', () => {
    const exclusions = new Map([[uid(1), 'included' as const]]);
    expect(kinds({ sites: [site(1, 'Managed')], exclusions })).toEqual(['create-company']);
  });

  test('a site that became on-demand keeps its association, is out of scope, and nothing is done to it', () => {
    const found = plan({
      sites: [site(1, 'Abc', { onDemand: true })],
      tree: [customer(1, 'Abc')],
      associations: [association(1, 1, { packageId: null })],
    });
    expect(found.items).toEqual([]);
    expect(found.counts.outOfScope).toBe(1);
  });

  test('a site with a finished association needs nothing', () => {
    const associations = [association(1, 1)];
    expect(kinds({ sites: [site(1, 'X')], tree: [customer(1, 'Abc')], associations })).toEqual([]);
  });
});

describe('A run associates by itself only if exactly one managed site and exactly one company in the whole tree have that name', () => {
  const sites = [site(1, 'Abc')];

  test('two sites of one name wait for a person, and nothing is created for them', () => {
    const namesakes = [site(1, 'Abc'), site(2, ' abc')];
    const found = plan({ sites: namesakes, tree: [customer(1, 'Abc')] });
    expect(found.items).toEqual([]);
    expect(found.events).toMatchObject([
      { type: 'association-missing', siteUid: uid(1), companyId: cid(1), automatic: null },
      { type: 'association-missing', siteUid: uid(2), companyId: cid(1), automatic: null },
    ]);
    expect(found.events[0]?.waits).toContain('shares its name with 1 other managed site');
    expect(codes({ sites: namesakes })).toEqual(['site-namesakes', 'site-namesakes']);
    expect(events({ sites: namesakes })).toEqual([]);
  });

  test('a namesake that is excluded or associated counts, one that is on-demand does not', () => {
    const exclusions = new Map([[uid(2), 'excluded' as const]]);
    const tree = [customer(1, 'Abc'), customer(9, 'Other')];
    expect(events({ sites: [site(1, 'Abc'), site(2, 'Abc')], exclusions, tree })).toEqual([
      'association-missing',
    ]);
    const associations = [association(2, 9)];
    expect(events({ sites: [site(1, 'Abc'), site(2, 'Abc')], associations, tree })).toEqual([
      'association-missing',
    ]);
    const onDemand = [site(1, 'Abc'), site(2, 'Abc', { onDemand: true })];
    expect(kinds({ sites: onDemand, tree })).toEqual(['associate']);
  });

  test('two companies of the name anywhere in the tree wait for a person', () => {
    const partner = customer(5, 'Reseller', { type: 'partner' });
    const nested = customer(2, 'ABC', { parentId: cid(5), partnerId: cid(5) });
    const tree = [customer(1, 'Abc'), partner, nested];
    expect(plan({ sites, tree }).events).toMatchObject([
      {
        type: 'association-missing',
        companyId: null,
        automatic: null,
        facts: { companyIds: [cid(1), cid(2)] },
        waits: '2 companies are named “Abc”: a person says which is the right one.',
      },
    ]);
    const associations = [association(7, 2)];
    expect(plan({ sites, tree, associations }).events).toMatchObject([
      { type: 'association-missing', automatic: null, facts: { companyIds: [cid(1)] } },
    ]);
    expect(kinds({ sites, tree, associations })).toEqual([]);
  });

  test('the company is a customer (type 1)', () => {
    const tree = [customer(1, 'Abc', { type: 'partner' })];
    expect(kinds({ sites, tree })).toEqual([]);
    // Nobody can associate a partner: its name is taken where it can't be associated.
    expect(plan({ sites, tree }).events).toMatchObject([
      { type: 'destination-creation', facts: { wantedName: 'Abc', reason: 'taken' } },
    ]);
  });

  test('directly under the root or one of its folders', () => {
    const inFolder = customer(1, 'Abc', { parentId: cid(3) });
    expect(kinds({ sites, tree: [folder(3, 'North'), inFolder] })).toEqual(['associate']);
    const nested = customer(1, 'Abc', { parentId: cid(5), partnerId: cid(5) });
    const found = plan({ sites, tree: [customer(5, 'Reseller', { type: 'partner' }), nested] });
    expect(found.items).toEqual([]);
    expect(found.problems).toEqual([]);
    expect(found.events).toMatchObject([
      { type: 'association-missing', companyId: cid(1), automatic: null },
    ]);
    expect(found.events[0]?.waits).toContain('under “Reseller”');
  });

  test('active and manageable, as far as the tree says', () => {
    const waits = (over: Partial<TreeNode>) =>
      plan({ sites, tree: [customer(1, 'Abc', over)] }).events.map((event) => event.waits);
    expect(waits({})).toEqual([null]);
    expect(waits({ suspended: true })).toEqual([
      '“Abc” is suspended: a person decides whether it is the right one.',
    ]);
    expect(waits({ manageable: false })[0]).toContain('can’t be managed from your account');
  });

  test('what the tree does not say is read by id before anything is written', () => {
    const { type: _type, ...untyped } = customer(1, 'Abc');
    const found = plan({ sites, tree: [untyped] });
    expect(found.items).toMatchObject([{ kind: 'associate', needsDetails: true }]);
    expect(found.needs).toMatchObject({ variablesOf: [uid(1)], detailsOf: [cid(1)] });
    expect(plan({ sites, tree: [customer(1, 'Abc')] }).needs.detailsOf).toEqual([]);
  });

  test('the root is never a target', () => {
    const found = plan({ sites: [site(1, root.name)] });
    expect(found.items).toEqual([]);
    expect(found.events).toMatchObject([
      { type: 'destination-creation', companyId: root.id, facts: { reason: 'taken' } },
    ]);
  });

  test('a company that is already associated is never a candidate for another site', () => {
    const associations = [association(7, 1)];
    expect(plan({ sites, tree: [customer(1, 'Abc')], associations }).events).toMatchObject([
      { type: 'destination-creation', companyId: cid(1), facts: { reason: 'taken' } },
    ]);
  });

  test('a company or a site that the listing has twice with different facts waits', () => {
    const moved = [customer(1, 'Abc'), customer(1, 'Abc', { parentId: cid(5) })];
    for (const [over, code] of [
      [{ sites, tree: moved }, 'company-unsettled'],
      [{ sites: [site(1, 'Abc'), site(1, 'Abd')] }, 'site-unsettled'],
    ] as const) {
      expect(codes(over)).toEqual([code]);
      expect(plan(over)).toMatchObject({ items: [], events: [], undecided: [uid(1)] });
    }
  });

  test('if a company of the site’s name is visible and not associated, a run never creates another', () => {
    const prefixed = settings({ prefix: 'New', prefixForCreation: 'if-exists' });
    const nested = customer(1, 'Abc', { parentId: cid(5), partnerId: cid(5) });
    expect(kinds({ sites, tree: [nested], settings: prefixed })).toEqual([]);
    const always = settings({ prefix: 'New', prefixForCreation: 'always' });
    expect(kinds({ sites, tree: [nested], settings: always })).toEqual([]);
  });
});

describe('Prefix settings of a run', () => {
  const sites = [site(1, 'Abc')];

  test('use prefix for association: also look for companies named with the prefix', () => {
    const withPrefix = settings({ prefix: 'New', prefixForAssociation: true });
    const { items } = plan({ sites, tree: [customer(1, 'new abc')], settings: withPrefix });
    expect(items).toMatchObject([{ kind: 'associate', companyId: cid(1), prefixed: true }]);
  });

  test('a company of the site’s own name comes first', () => {
    const withPrefix = settings({ prefix: 'New', prefixForAssociation: true });
    const tree = [customer(1, 'New Abc'), customer(2, 'Abc')];
    expect(plan({ sites, tree, settings: withPrefix }).items).toMatchObject([
      { kind: 'associate', companyId: cid(2), prefixed: false },
    ]);
  });

  test('a prefixed name that is another managed site’s own name is that site’s affair', () => {
    const withPrefix = settings({ prefix: 'New', prefixForAssociation: true });
    const both = [site(1, 'Abc'), site(2, 'New Abc')];
    expect(
      plan({ sites: both, tree: [customer(1, 'New Abc')], settings: withPrefix }).items,
    ).toMatchObject([
      { kind: 'associate', siteUid: uid(2), companyId: cid(1) },
      { kind: 'create-company', siteUid: uid(1), companyName: 'Abc' },
    ]);
  });

  test('even if that site can’t have the company', () => {
    const withPrefix = settings({ prefix: 'New', prefixForAssociation: true });
    const found = plan({
      sites: [site(1, 'Abc'), site(2, 'New Abc')],
      exclusions: new Map([[uid(2), 'excluded' as const]]),
      tree: [customer(1, 'New Abc')],
      settings: withPrefix,
    });
    expect(found.items).toEqual([]);
    expect(found.problems).toMatchObject([{ code: 'prefixed-company-in-view', siteUid: uid(1) }]);
  });

  test('nor is a company created with it', () => {
    const found = plan({
      sites: [site(1, 'Abc'), site(2, 'New Abc')],
      tree: [customer(1, 'Abc')],
      associations: [association(7, 1)],
      settings: settings({ prefix: 'New', prefixForCreation: 'if-exists' }),
    });
    expect(found.items).toMatchObject([{ siteUid: uid(2), companyName: 'New Abc' }]);
    expect(found.events).toMatchObject([
      { type: 'destination-creation', siteUid: uid(1), facts: { reason: 'of-another-site' } },
    ]);
  });

  test('without it, a company of the prefix and name that is visible and not associated still lets none be created', () => {
    const withPrefix = settings({ prefix: 'New', prefixForCreation: 'always' });
    expect(codes({ sites, tree: [customer(1, 'New Abc')], settings: withPrefix })).toEqual([
      'prefixed-company-in-view',
    ]);
  });

  test('use prefix for creation: never, always, or only if the name already exists', () => {
    const created = (prefixForCreation: 'never' | 'always' | 'if-exists', taken: boolean) =>
      plan({
        sites,
        tree: taken ? [customer(1, 'Abc')] : [],
        associations: taken ? [association(7, 1)] : [],
        settings: settings({ prefix: 'New', prefixForCreation }),
      }).items.map((item) => item.companyName);
    expect(created('never', false)).toEqual(['Abc']);
    expect(created('never', true)).toEqual([]);
    expect(created('always', false)).toEqual(['New Abc']);
    expect(created('always', true)).toEqual(['New Abc']);
    expect(created('if-exists', false)).toEqual(['Abc']);
    expect(created('if-exists', true)).toEqual(['New Abc']);
  });

  test('a prefixed name that is taken too is a destination creation event', () => {
    const found = plan({
      sites,
      tree: [customer(1, 'Abc'), customer(2, 'New Abc')],
      associations: [association(7, 1), association(8, 2)],
      settings: settings({ prefix: 'New', prefixForCreation: 'if-exists' }),
    });
    expect(found.items).toEqual([]);
    expect(found.events).toMatchObject([
      {
        type: 'destination-creation',
        companyId: cid(2),
        facts: { wantedName: 'New Abc', reason: 'taken' },
      },
    ]);
  });

  test('a name over 64 characters with its prefix, or with < or >, is a destination creation event and is never altered', () => {
    const always = settings({ prefix: 'New', prefixForCreation: 'always' });
    const raised = (name: string, over: Partial<PlanInput> = {}) =>
      plan({ sites: [site(1, name)], ...over }).events;
    expect(raised('x'.repeat(60), { settings: always })).toEqual([]);
    expect(raised('x'.repeat(61), { settings: always })).toMatchObject([
      { type: 'destination-creation', facts: { reason: 'unusable' }, automatic: null },
    ]);
    expect(raised('A <B>')).toMatchObject([
      { type: 'destination-creation', facts: { wantedName: 'A <B>', reason: 'unusable' } },
    ]);
  });
});
