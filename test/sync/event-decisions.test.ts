import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { audit } from '../../db/schema/index.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import { automatic } from '../harness/tenant.ts';
import { eventSteps, type EventRow } from './event-steps.ts';
import { openScene, type Msp, type Scene } from './scene.ts';

vi.setConfig({ maxConcurrency: 16 });

let scene: Scene;
let steps: ReturnType<typeof eventSteps>;

beforeAll(async () => {
  scene = await openScene();
  steps = eventSteps(scene);
  await scene.install.startWorker();
});
afterAll(() => scene.close());

const manual = { ...automatic, handling: 'manual' };
const other = { kind: 'person', id: 'second', name: 'Second Operator' } as const;

interface MovedCompany {
  msp: Msp;
  event: EventRow;
  companyId: string;
  rootId: string;
  partnerId: string;
}

/** An MSP one of whose associated companies was moved under a partner, which only a person handles. */
async function withMovedCompany(): Promise<MovedCompany> {
  const msp = await scene.msp({ sites: 3 });
  await msp.sync();
  await msp.settings(manual);
  const [first] = await msp.associations();
  if (!first) throw new Error('nothing was associated');
  const { companyId } = first;
  const partner = await msp.vendors.change({
    do: 'gravityzone.createCompany',
    name: 'A Partner Between',
    type: 0,
  });
  const partnerId = String(partner.id);
  await move(msp, companyId, partnerId);
  await msp.sync();
  const { gravityzone } = await msp.state();
  const event = await steps.eventOf(msp, 'destination-moved');
  return { msp, event, companyId, partnerId, rootId: gravityzone.rootCompanyId };
}

const move = (msp: Msp, companyId: string, newParentId: string) =>
  msp.vendors.change({ do: 'gravityzone.moveCompany', companyId, newParentId });

async function parentOf(msp: Msp, companyId: string): Promise<string | undefined> {
  const { gravityzone } = await msp.state();
  return gravityzone.companies.find(({ id }) => id === companyId)?.parentId;
}

const movesIn = async (msp: Msp) =>
  (await msp.log()).filter(({ effect }) => effect?.verb === 'move').length;

describe.concurrent('a decision on an event', () => {
  test('of two operators at once one wins, and the other is told who', async ({ expect }) => {
    const { msp, event, companyId, rootId } = await withMovedCompany();
    const [mine, theirs] = await Promise.allSettled([
      steps.decide(msp, event, { do: 'move' }),
      steps.decide(msp, event, { do: 'move' }, other),
    ]);
    const won = [mine, theirs].filter(({ status }) => status === 'fulfilled');
    const lost = [mine, theirs].find(({ status }) => status === 'rejected');
    expect(won).toHaveLength(1);
    expect(String((lost as PromiseRejectedResult).reason)).toMatch(/Tester|Second Operator/);
    await steps.untilState(msp, 'destination-moved', 'handled');
    expect(await parentOf(msp, companyId)).toBe(rootId);
    expect(await movesIn(msp)).toBe(1);
  });

  test('made twice by a double click is one decision with one effect', async ({ expect }) => {
    const { msp, event } = await withMovedCompany();
    const both = await Promise.all([
      steps.decide(msp, event, { do: 'move' }),
      steps.decide(msp, event, { do: 'move' }),
    ]);
    expect(new Set(both).size).toBe(1);
    expect((await steps.outcomeOf(msp, both[0])).state).toBe('done');
    expect(await movesIn(msp)).toBe(1);
  });

  test('says in the audit who decided, when, and what came of it', async ({ expect }) => {
    const { msp, event } = await withMovedCompany();
    await steps.outcomeOf(msp, await steps.decide(msp, event, { do: 'move' }, other));
    const rows = await msp.tenant.read((tx) => tx.select().from(audit));
    const ofEvent = rows.filter(({ subject }) => subject === `event/${event.id}`);
    const decided = ofEvent.find(({ verb }) => verb === 'event.decided');
    expect(decided).toMatchObject({ actor: other, after: { choice: { do: 'move' } } });
    const handled = ofEvent.find(({ verb }) => verb === 'event.handled');
    expect(handled).toMatchObject({ actor: other });
    expect(handled?.workflowId).toMatch(/^event\//);
  });

  test('made for an earlier occurrence is refused on the next', async ({ expect }) => {
    const { msp, event } = await withMovedCompany();
    await steps.outcomeOf(msp, await steps.decide(msp, event, { do: 'ignore' }));
    await msp.sync();
    const again = await steps.eventOf(msp, 'destination-moved');
    expect(again).toMatchObject({ state: 'open', occurrence: 2, occurrences: 2 });
    expect(again.firstSeenAt).toEqual(event.firstSeenAt);
    await expect(steps.decide(msp, event, { do: 'move' })).rejects.toThrow(/again|changed|since/);
    expect(await movesIn(msp)).toBe(0);
  });

  test('is refused with what changed, where the facts have changed since they were read', async ({
    expect,
  }) => {
    const { msp, event, companyId } = await withMovedCompany();
    const elsewhere = await msp.vendors.change({
      do: 'gravityzone.createCompany',
      name: 'Another Partner',
      type: 0,
    });
    await move(msp, companyId, String(elsewhere.id));
    const outcome = await steps.outcomeOf(msp, await steps.decide(msp, event, { do: 'move' }));
    expect(outcome.state).toBe('refused');
    expect(outcome.outcome).toMatch(/Another Partner|moved on|elsewhere/);
    expect(await movesIn(msp)).toBe(0);
    expect((await steps.eventOf(msp, 'destination-moved')).state).toBe('open');
  });

  test(
    'waits through a freeze, and takes effect after it',
    { timeout: 120_000 },
    async ({ expect }) => {
      const { msp, event, companyId, rootId } = await withMovedCompany();
      await stopTenant(scene.install.db, msp.tenant.acting, 'freeze', true);
      const id = await steps.decide(msp, event, { do: 'move' });
      await steps.untilState(msp, 'destination-moved', 'acting');
      expect(await movesIn(msp)).toBe(0);
      await stopTenant(scene.install.db, msp.tenant.acting, 'freeze', false);
      expect((await steps.outcomeOf(msp, id)).state).toBe('done');
      expect(await parentOf(msp, companyId)).toBe(rootId);
    },
  );

  test('an event whose discrepancy has gone closes as no longer applies', async ({ expect }) => {
    const { msp, companyId, rootId } = await withMovedCompany();
    await move(msp, companyId, rootId);
    await msp.sync();
    const closed = await steps.eventOf(msp, 'destination-moved');
    expect(closed.state).toBe('no-longer-applies');
    expect(closed.outcome).not.toBeNull();
    await expect(steps.decide(msp, closed, { do: 'move' })).rejects.toThrow(/no longer/);
  });
});
