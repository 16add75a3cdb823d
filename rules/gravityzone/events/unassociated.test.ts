import { describe, expect, test } from 'vitest';
import { planGravityzone } from '../plan.ts';
import type { PlanInput } from '../plan-types.ts';
import { association, cid, customer, planInput, settings, site, uid } from '../test-inventory.ts';
import type { KnownEvent } from './event-types.ts';

const sites = [site(1, 'Abc')];
const tree = [customer(1, 'ABC')];
const plan = (over: Partial<PlanInput> = {}) =>
  planGravityzone(planInput({ sites, tree, ...over }));
const known = (over: Partial<KnownEvent>): KnownEvent => ({
  type: 'association-missing',
  siteUid: uid(1),
  state: 'open',
  factsHash: '',
  runsWithFacts: 1,
  ignoredFactsHash: null,
  ...over,
});

describe('Association missing: a site in scope has no association but a company of its name exists', () => {
  test('the run associates the two', () => {
    const found = plan();
    expect(found.events).toMatchObject([
      {
        type: 'association-missing',
        siteUid: uid(1),
        companyId: cid(1),
        companyName: 'ABC',
        facts: { siteName: 'Abc', companyName: 'ABC', companyIds: [cid(1)] },
        automatic: 'associate',
        waits: null,
      },
    ]);
    expect(found.items).toMatchObject([{ kind: 'associate', event: 'association-missing' }]);
  });

  test('at Automatic inventory synchronization only', () => {
    for (const level of ['monitor-handle', 'monitor-report'] as const) {
      const found = plan({ settings: settings({ level }) });
      expect(found).toMatchObject({ events: [], items: [], waiting: [] });
    }
  });

  test('with Manual it waits, and is listed as to be associated', () => {
    const found = plan({ settings: settings({ handling: 'manual' }) });
    expect(found).toMatchObject({
      items: [],
      events: [{ automatic: null, waits: 'Synchronization event handling is Manual.' }],
      waiting: [{ kind: 'to-be-associated', companyId: cid(1) }],
    });
    const variables = new Map([[uid(1), { state: 'masked' } as const]]);
    const other = plan({ settings: settings({ handling: 'manual' }), variables });
    expect(other.waiting).toEqual([]);
    expect(other.events[0]?.waits).toMatch(/Manual.*masked/);
  });

  test('while the facts are those that a person ignored, no association is made, nor a company', () => {
    const hash = plan().events[0]?.factsHash ?? '';
    const knownEvents = [known({ state: 'ignored', factsHash: hash, ignoredFactsHash: hash })];
    const found = plan({ knownEvents });
    expect(found).toMatchObject({ items: [], waiting: [] });
    expect(found.events[0]?.waits).toContain('A person ignored it');
    const manual = settings({ handling: 'manual' });
    expect(plan({ knownEvents, settings: manual }).waiting).toEqual([]);
    expect(plan({ knownEvents, tree: [customer(9, 'Abc')] }).items).toHaveLength(1);
  });

  test('an ignored company still stands in the way of a second one with the prefix', () => {
    const both = {
      sites: [site(1, 'New Abc'), site(2, 'Abc')],
      tree: [customer(1, 'New Abc')],
      settings: settings({ prefix: 'New' }),
    };
    expect(plan(both).items.map(({ kind }) => kind)).toEqual(['associate', 'create-company']);
    const hash = plan(both).events[0]?.factsHash ?? '';
    const found = plan({ ...both, knownEvents: [known({ ignoredFactsHash: hash })] });
    expect(found.items).toEqual([]);
    expect(found.problems).toMatchObject([{ code: 'prefixed-company-in-view', siteUid: uid(2) }]);
  });

  test('not for an excluded site', () => {
    const exclusions = new Map([[uid(1), 'excluded' as const]]);
    expect(plan({ exclusions })).toMatchObject({ events: [], items: [], undecided: [] });
  });
});

describe('Prefix-based association missing: the company’s name is the prefix and the site’s name', () => {
  const prefixed = settings({ prefix: 'New', prefixForAssociation: true });
  const facts = { tree: [customer(1, 'New Abc')], settings: prefixed };

  test('the run associates the two', () => {
    const found = plan(facts);
    expect(found.events).toMatchObject([
      {
        type: 'prefix-association-missing',
        companyId: cid(1),
        facts: { siteName: 'Abc', companyName: 'New Abc' },
        automatic: 'associate',
      },
    ]);
    expect(found.items).toMatchObject([
      { kind: 'associate', event: 'prefix-association-missing', prefixed: true },
    ]);
  });

  test('under the rule of associations: two of the name wait for a person', () => {
    const two = plan({ ...facts, tree: [customer(2, 'New Abc'), customer(1, 'new abc')] });
    expect(two.items).toEqual([]);
    expect(two.events).toMatchObject([
      { type: 'prefix-association-missing', facts: { companyIds: [cid(1), cid(2)] } },
    ]);
  });

  test('a partner of that name takes the name only if the new company were to have it', () => {
    const partner = [customer(1, 'New Abc', { type: 'partner' })];
    expect(plan({ ...facts, tree: partner })).toMatchObject({
      events: [],
      problems: [{ code: 'prefixed-company-in-view' }],
    });
    const always = settings({ ...prefixed, prefixForCreation: 'always' });
    expect(plan({ tree: partner, settings: always })).toMatchObject({
      problems: [],
      events: [{ type: 'destination-creation', facts: { wantedName: 'New Abc' } }],
    });
  });
});

describe('Destination creation: a new company cannot be created', () => {
  test('since its name is taken by an associated company', () => {
    const associations = [association(7, 1, { siteName: 'Seven' })];
    const [event] = plan({ associations, siteChecks: new Map() }).events;
    expect(event).toMatchObject({
      type: 'destination-creation',
      companyId: cid(1),
      companyName: 'ABC',
      automatic: null,
      waits: 'A person gives the new company another name.',
      facts: { siteName: 'Abc', wantedName: 'Abc', reason: 'taken', companyId: cid(1) },
    });
    expect(event?.sentence).toBe(
      'Site “Abc” gets no new company: the name “Abc” is taken by a company that is associated with site “Seven”. Give another name.',
    );
  });

  test('is raised at Automatic inventory synchronization only, with Manual too', () => {
    const bad = { sites: [site(1, 'A <B>')] };
    expect(plan({ ...bad, settings: settings({ level: 'monitor-handle' }) }).events).toEqual([]);
    expect(plan({ ...bad, settings: settings({ handling: 'manual' }) }).events).toMatchObject([
      { type: 'destination-creation', facts: { reason: 'unusable' } },
    ]);
  });
});

describe('Events of sites without an association that the listing lacks', () => {
  const before = {
    sites: [site(2, 'Other')],
    tree: [],
    knownEvents: [known({}), known({ siteUid: uid(3), state: 'handled' })],
  };

  test('stay until the site is known to be gone', () => {
    const found = plan(before);
    expect(found.undecided).toEqual([uid(1)]);
    expect(found.needs.siteChecksOf).toEqual([uid(1)]);
    for (const sight of ['there', 'not-authorized'] as const) {
      const seen = plan({ ...before, siteChecks: new Map([[uid(1), sight]]) });
      expect(seen.undecided).toEqual([uid(1)]);
      expect(seen.needs.siteChecksOf).toEqual([]);
    }
    const gone = plan({ ...before, siteChecks: new Map([[uid(1), 'gone' as const]]) });
    expect(gone.undecided).toEqual([]);
  });

  test('those of a deleted association close', () => {
    const knownEvents = [known({ type: 'source-deleted' }), known({ type: 'destination-moved' })];
    expect(plan({ ...before, knownEvents }).undecided).toEqual([]);
  });
});
