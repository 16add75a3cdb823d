import { describe, expect, test } from 'vitest';
import { planGravityzone } from '../plan.ts';
import type { PlanInput } from '../plan-types.ts';
import { levelTitles } from '../settings.ts';
import type { Level } from '../settings.ts';
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
} from '../test-inventory.ts';
import { eventFactsHash } from './event-types.ts';
import type { KnownEvent } from './event-types.ts';

const reseller = customer(5, 'Reseller', { type: 'partner' });
const under = (n: number) => ({ parentId: cid(n), partnerId: cid(n) });
const moved: Partial<PlanInput> = {
  sites: [site(1, 'Abc')],
  tree: [reseller, customer(1, 'Abc Ltd', under(5))],
  associations: [association(1, 1)],
};
const plan = (over: Partial<PlanInput> = {}) => planGravityzone(planInput({ ...moved, ...over }));

describe('Destination moved: the associated company is under another partner than its expected parent', () => {
  test('the run moves it back', () => {
    const { events, items, counts } = plan();
    expect(events).toMatchObject([
      {
        type: 'destination-moved',
        siteUid: uid(1),
        siteName: 'Abc',
        companyId: cid(1),
        companyName: 'Abc Ltd',
        automatic: 'move',
        waits: null,
        facts: { expectedPartnerId: root.id, partnerId: cid(5) },
      },
    ]);
    expect(events[0]?.sentence).toBe(
      'Company “Abc Ltd” of site “Abc” is under “Reseller”; it belongs under “Our MSP”, where it was when it was associated.',
    );
    expect(items).toMatchObject([
      {
        kind: 'move',
        event: 'destination-moved',
        effect: 'changes',
        fromId: cid(5),
        toId: root.id,
        before: { parent: 'Reseller' },
        after: { parent: 'Our MSP' },
      },
    ]);
    expect(counts).toMatchObject({ move: 1, events: 1, problems: 0 });
  });

  test('folders don’t count, nor does the name', () => {
    const tree = [folder(3, 'North'), customer(1, 'Renamed', { parentId: cid(3) })];
    expect(plan({ tree })).toMatchObject({ events: [], items: [], undecided: [] });
  });

  test('its expected parent may be a partner, and it was moved up to the root', () => {
    const found = plan({
      tree: [reseller, customer(1, 'Abc')],
      associations: [association(1, 1, { expectedPartnerId: cid(5) })],
    });
    expect(found.items).toMatchObject([{ kind: 'move', fromId: root.id, toId: cid(5) }]);
  });

  test('it waits where the expected parent is not in view, or below the company by now', () => {
    const gone = plan({ associations: [association(1, 1, { expectedPartnerId: cid(9) })] });
    expect(gone.items).toEqual([]);
    expect(gone.events[0]?.waits).toContain('is not in view');
    const below = plan({
      tree: [customer(1, 'Abc'), customer(5, 'Reseller', { type: 'partner', ...under(1) })],
      associations: [association(1, 1, { expectedPartnerId: cid(5) })],
    });
    expect(below.items).toEqual([]);
    expect(below.events[0]?.waits).toContain('is below it by now');
  });

  test('each level raises it; only those that handle move it', () => {
    const does = (level: Level, handling: 'automatic' | 'manual') => {
      const { events, items } = plan({ settings: settings({ level, handling }) });
      expect(events.map(({ type }) => type)).toEqual(['destination-moved']);
      expect(events[0]?.automatic).toBe(items[0]?.kind ?? null);
      return items.length > 0 ? 'moves' : events[0]?.waits;
    };
    expect(does('automatic', 'automatic')).toBe('moves');
    expect(does('monitor-handle', 'automatic')).toBe('moves');
    expect(does('automatic', 'manual')).toBe('Synchronization event handling is Manual.');
    expect(does('monitor-handle', 'manual')).toContain('Manual');
    for (const handling of ['automatic', 'manual'] as const) {
      expect(does('monitor-report', handling)).toContain(levelTitles['monitor-report']);
    }
  });

  test('while the facts are those that a person ignored, it is not handled', () => {
    const hash = plan().events[0]?.factsHash ?? '';
    const ignored: KnownEvent = {
      type: 'destination-moved',
      siteUid: uid(1),
      state: 'ignored',
      factsHash: hash,
      runsWithFacts: 1,
      ignoredFactsHash: hash,
    };
    const again = plan({ knownEvents: [ignored] });
    expect(again.items).toEqual([]);
    expect(again.events).toMatchObject([
      { automatic: null, waits: 'A person ignored it, and the facts are still those.' },
    ]);
    // Raised again, and still ignored on those facts.
    expect(plan({ knownEvents: [{ ...ignored, state: 'open' }] }).items).toEqual([]);
    const elsewhere = [customer(6, 'Other', { type: 'partner' }), customer(1, 'Abc', under(6))];
    expect(plan({ knownEvents: [ignored], tree: elsewhere }).items).toHaveLength(1);
    // Handled since, or gone: found again it is a new one.
    for (const state of ['handled', 'no-longer-applies'] as const) {
      expect(plan({ knownEvents: [{ ...ignored, state }] }).items).toHaveLength(1);
    }
  });

  test('rows that contradict each other, and subjects under way, leave it undecided', () => {
    const { locked } = planInput();
    const odd: Partial<PlanInput>[] = [
      { tree: [reseller, customer(1, 'A', under(5)), customer(1, 'A')] },
      { tree: [reseller, customer(1, 'A', { parentId: cid(5) })] },
      { tree: [customer(1, 'A', under(5))] },
      {
        tree: [
          reseller,
          folder(3, 'North', under(5)),
          folder(3, 'North'),
          customer(1, 'A', { parentId: cid(3), partnerId: cid(5) }),
        ],
      },
      { sites: [site(1, 'Abc'), site(1, 'Abd')] },
      { sites: [site(1, 'Abc', { onDemand: null })] },
      { locked: { ...locked, siteUids: new Set([uid(1)]) } },
      { locked: { ...locked, companyIds: new Set([cid(1)]) } },
    ];
    for (const over of odd) {
      expect(plan(over)).toMatchObject({ events: [], items: [], undecided: [uid(1)] });
    }
  });

  test('a site that became on-demand has no event: nothing is done to it', () => {
    const found = plan({ sites: [site(1, 'Abc', { onDemand: true })] });
    expect(found).toMatchObject({ events: [], items: [], undecided: [] });
    expect(found.counts.outOfScope).toBe(1);
  });

  test('its facts are what was observed, and nothing that changes by itself', () => {
    const [event] = plan().events;
    if (event === undefined) throw new Error('no event');
    expect(event.factsHash).toBe(eventFactsHash(uid(1), event.facts));
    const later = plan({ nowAt: 0, sites: [site(2, 'Other'), site(1, 'Renamed')] });
    expect(later.events[0]?.factsHash).toBe(event.factsHash);
  });

  test('one whose package is missing yet is finished and moved back', () => {
    const begun = association(1, 1, { packageName: null, packageId: null, writtenLink: null });
    const { items } = plan({ associations: [begun] });
    expect(items.map(({ kind }) => kind)).toEqual(['complete', 'move']);
  });
});
