import { describe, expect, test } from 'vitest';
import { planGravityzone } from '../plan.ts';
import type { PlanInput } from '../plan-types.ts';
import { association, cid, customer, planInput, settings, site, uid } from '../test-inventory.ts';

const lost: Partial<PlanInput> = {
  sites: [site(2, 'Another')],
  tree: [customer(1, 'Abc Ltd'), customer(2, 'Another')],
  associations: [association(1, 1, { siteName: 'Abc' }), association(2, 2)],
  siteChecks: new Map([[uid(1), 'gone']]),
};
const plan = (over: Partial<PlanInput> = {}) => planGravityzone(planInput({ ...lost, ...over }));

describe('Source deleted: the associated site no longer exists', () => {
  test('nothing is ever done about it by itself, at any level', () => {
    for (const level of ['automatic', 'monitor-handle', 'monitor-report'] as const) {
      const { events, items } = plan({ settings: settings({ level }) });
      expect(items).toEqual([]);
      expect(events).toMatchObject([
        {
          type: 'source-deleted',
          siteUid: uid(1),
          siteName: 'Abc',
          companyId: cid(1),
          companyName: 'Abc Ltd',
          automatic: null,
        },
      ]);
      expect(events[0]?.waits).toContain('a person decides');
    }
  });

  test('its evidence names the company, its endpoints if they were counted, and its package', () => {
    const companyChecks = new Map([
      [cid(1), { sight: 'there', packageReadable: true, endpoints: 12 } as const],
    ]);
    const [event] = plan({ companyChecks }).events;
    const evidence = event?.evidence.join('\n') ?? '';
    expect(evidence).toContain('“Abc Ltd”');
    expect(evidence).toContain('12 endpoints');
    expect(evidence).toContain('“Sitesync of 1”');
    const [uncounted] = plan().events;
    expect(uncounted?.evidence.join('\n')).toContain('were not counted');
    expect(uncounted?.factsHash).toBe(event?.factsHash);
  });

  test('absent from the listing is no evidence: the site is read by its uid, and its company too', () => {
    const unread = plan({ siteChecks: new Map() });
    expect(unread).toMatchObject({ events: [], undecided: [uid(1)] });
    expect(unread.needs).toMatchObject({
      siteChecksOf: [uid(1)],
      checksOf: [{ companyId: cid(1), countEndpoints: true }],
    });
  });

  test('a site that is there, or that the key may not see, is left undecided, and the run says so', () => {
    for (const sight of ['there', 'not-authorized'] as const) {
      const found = plan({ siteChecks: new Map([[uid(1), sight]]) });
      expect(found).toMatchObject({ events: [], undecided: [uid(1)] });
      expect(found.needs.siteChecksOf).toEqual([]);
      expect(found.problems.map(({ sentence }) => sentence)).toEqual([
        'The listing of sites lacks 1 associated site that Datto RMM does not say to be deleted: nothing is done to it. Check what the connection’s key may see.',
      ]);
    }
  });

  test('a site that became on-demand is not deleted', () => {
    const sites = [site(1, 'Abc', { onDemand: true }), site(2, 'Another')];
    expect(plan({ sites })).toMatchObject({ events: [], undecided: [] });
  });

  test('it wins over what has become of the company', () => {
    const companyChecks = new Map([
      [cid(1), { sight: 'not-found', packageReadable: false, endpoints: null } as const],
    ]);
    const tree = [customer(2, 'Another')];
    expect(plan({ tree, companyChecks }).events.map(({ type }) => type)).toEqual([
      'source-deleted',
    ]);
  });
});
