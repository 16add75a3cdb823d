import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { companyTree } from '../company-tree.ts';
import { judgeReading } from '../evidence.ts';
import { nameKey } from '../names.ts';
import { planGravityzone } from '../plan.ts';
import type { PlanInput } from '../plan-types.ts';
import { carriedOut } from '../test-carried-out.ts';
import { root, site } from '../test-inventory.ts';
import { eventId, eventTypes } from './event-types.ts';
import { inventories } from './test-inventories.ts';

const numRuns = 2000;
const check = (predicate: (input: PlanInput) => void) => {
  fc.assert(fc.property(inventories, predicate), { numRuns });
};

describe('Whatever the inventories and the records hold', () => {
  test('every event is raised in some of them, and every automatic action is taken', () => {
    const seen = new Set<string>();
    // Always the same inventories: rare ones must be among them.
    for (const input of fc.sample(inventories, { numRuns, seed: 1 })) {
      const found = planGravityzone(input);
      for (const { type, automatic } of found.events) seen.add(type).add(`${type} ${automatic}`);
      for (const { kind } of found.items) seen.add(kind);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...eventTypes,
        'destination-moved move',
        'destination-deleted recreate',
        'association-missing associate',
        'prefix-association-missing associate',
        'move',
        'recreate',
        'associate',
        'create-company',
        'complete',
      ]),
    );
  });

  test('applying a plan and planning again gives no items', () => {
    check((input) => {
      const { items } = planGravityzone(input);
      expect(planGravityzone(carriedOut(input, items)).items).toEqual([]);
    });
  });

  test('what was handled is no event any more', () => {
    check((input) => {
      const { items } = planGravityzone(input);
      const handled = new Set(items.flatMap((item) => (item.event ? [item.siteUid] : [])));
      const after = planGravityzone(carriedOut(input, items));
      expect(after.events.filter(({ siteUid }) => handled.has(siteUid))).toEqual([]);
      expect(after.undecided.filter((uid) => handled.has(uid))).toEqual([]);
    });
  });

  test('no partial, shrunken or re-identified reading ever gives an item, an event or an end of one', () => {
    const readings = fc.record({
      complete: fc.boolean(),
      identityMatches: fc.boolean(),
      count: fc.nat(100),
      lastCompleteCounts: fc.array(fc.nat(200), { maxLength: 7 }),
    });
    fc.assert(
      fc.property(inventories, readings, fc.boolean(), (input, reading, ofSites) => {
        const verdict = judgeReading('sites', reading);
        fc.pre(!verdict.proves);
        const evidence = { ...input.evidence, [ofSites ? 'sites' : 'companies']: verdict };
        const found = planGravityzone({ ...input, evidence });
        expect([...found.items, ...found.events, ...found.waiting]).toEqual([]);
        expect(found.needs.checksOf).toEqual([]);
        const undecided = new Set(found.undecided);
        for (const uid of [
          ...input.associations.map(({ siteUid }) => siteUid),
          ...input.knownEvents.map(({ siteUid }) => siteUid),
          ...input.sites.flatMap(({ uid, onDemand }) => (onDemand === false ? [uid] : [])),
        ]) {
          expect([...undecided]).toContain(uid);
        }
      }),
      { numRuns },
    );
  });

  test('event ids and facts depend on facts alone', () => {
    fc.assert(
      fc.property(inventories, fc.infiniteStream(fc.nat()), (input, keys) => {
        const shuffled = <T>(rows: readonly T[]): T[] =>
          rows
            .map((row) => ({ row, key: keys.next().value }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ row }) => row);
        const other: PlanInput = {
          ...input,
          sites: shuffled([...input.sites, site(900, 'Somebody else'), site(901, 'And another')]),
          tree: shuffled(input.tree),
          associations: shuffled(input.associations),
          companyChecks: new Map(shuffled([...input.companyChecks])),
          siteChecks: new Map(shuffled([...input.siteChecks])),
          knownEvents: [],
          nowAt: input.nowAt + 86_400_000,
        };
        const ids = (of: PlanInput) =>
          planGravityzone(of).events.map(({ type, siteUid, facts, factsHash }) => ({
            id: eventId('tenant', type, siteUid),
            facts,
            factsHash,
          }));
        expect(ids(other)).toEqual(ids(input));
      }),
      { numRuns },
    );
  });

  test('an association has one event at most, and no event is raised twice', () => {
    check((input) => {
      const { events } = planGravityzone(input);
      const ids = events.map(({ type, siteUid }) => eventId('tenant', type, siteUid));
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(events.map(({ siteUid }) => siteUid)).size).toBe(events.length);
    });
  });

  test('a site that nothing was decided about has no event and no item of one', () => {
    check((input) => {
      const found = planGravityzone(input);
      const undecided = new Set(found.undecided);
      expect(found.events.filter(({ siteUid }) => undecided.has(siteUid))).toEqual([]);
      for (const item of found.items) {
        if (item.event !== null) expect(undecided.has(item.siteUid)).toBe(false);
      }
    });
  });

  test('an event is handled exactly by the item of its site, and otherwise says why it waits', () => {
    check((input) => {
      const { events, items } = planGravityzone(input);
      for (const event of events) {
        const own = items.filter(
          (item) => item.siteUid === event.siteUid && item.event === event.type,
        );
        expect(own.map(({ kind }) => kind)).toEqual(
          event.automatic === null ? [] : [event.automatic],
        );
        expect(event.waits === null).toBe(event.automatic !== null);
      }
      const handled = new Set(events.map(({ siteUid, type }) => `${siteUid} ${type}`));
      for (const item of items) {
        if (item.event !== null) expect(handled).toContain(`${item.siteUid} ${item.event}`);
      }
    });
  });

  test('with Manual, or at Monitor & report, there are no items at all', () => {
    check((input) => {
      const { level, handling } = input.settings;
      fc.pre(level === 'monitor-report' || handling === 'manual');
      expect(planGravityzone(input).items).toEqual([]);
    });
  });

  test('a company is created anew only where it was not found in two runs, its package neither', () => {
    check((input) => {
      for (const item of planGravityzone(input).items) {
        if (item.kind !== 'recreate') continue;
        expect(input.companyChecks.get(item.replacesId)).toMatchObject({
          sight: 'not-found',
          packageReadable: false,
        });
        expect(input.knownEvents).toContainEqual(
          expect.objectContaining({ type: 'destination-deleted', siteUid: item.siteUid }),
        );
      }
    });
  });

  test('nothing is created beside a company of its name, nor beside a free one of the site’s', () => {
    check((input) => {
      const { items } = planGravityzone(input);
      const tree = companyTree(input.root, input.tree);
      const taken = new Set([
        ...input.associations.map(({ companyId }) => companyId),
        ...items.flatMap((item) => (item.kind === 'associate' ? [item.companyId] : [])),
      ]);
      for (const item of items) {
        if (item.kind !== 'create-company' && item.kind !== 'recreate') continue;
        expect(tree.named(nameKey(item.companyName))).toEqual([]);
        const { prefix } = input.settings;
        for (const name of [item.siteName, ...(prefix ? [`${prefix} ${item.siteName}`] : [])]) {
          const bearers = tree.named(nameKey(name));
          expect(bearers.filter(({ id }) => !taken.has(id))).toEqual([]);
        }
      }
    });
  });

  test('the root is never moved, nor anything that no association holds', () => {
    check((input) => {
      const held = new Set(input.associations.map(({ companyId }) => companyId));
      for (const item of planGravityzone(input).items) {
        if (item.kind !== 'move') continue;
        expect(held.has(item.companyId)).toBe(true);
        expect(item.companyId).not.toBe(root.id);
        expect(item.toId).not.toBe(item.fromId);
      }
    });
  });
});
