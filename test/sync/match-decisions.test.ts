import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideMatches } from '../../db/matches/decide-matches.ts';
import { reviewMatchesWorkflowId } from '../../temporal-config/names.ts';
import type { WorkerProcess } from '../harness/worker-process.ts';
import { openMatchScene, type MatchMsp } from './match-scene.ts';

let scene: Awaited<ReturnType<typeof openMatchScene>>;
let worker: WorkerProcess;

beforeAll(async () => {
  scene = await openMatchScene();
  worker = await scene.install.startWorker();
});
afterAll(() => scene.close());

const create = { do: 'create' } as const;
const to = (destinationId: string) => ({ do: 'to', destinationId }) as const;
const operation = 'POST /organizations/:id/relationships/configurations';

/** An MSP with an organization of IT Glue, and a source that is like none. */
async function msp(): Promise<{ msp: MatchMsp; organizationId: string }> {
  const made = await scene.msp();
  const { id } = await made.vendors.change({ do: 'itglue.createOrganization', name: 'Chosen One' });
  await made.board.organizations({ sourceId: 'Quokka Quarries' }, { sourceId: 'Numbat Nursery' });
  await made.board.read();
  return { msp: made, organizationId: String(id) };
}

describe('match decisions', () => {
  test('of every kind are carried out by one workflow, which ends when nothing is left', async () => {
    const { msp: one, organizationId } = await msp();
    const decided = await one.board.decide({
      'Quokka Quarries': to(organizationId),
      'Numbat Nursery': create,
    });
    const { counts } = await one.outcome(decided.decisionId);
    expect(counts).toMatchObject({ done: 2, refused: 0 });
    const { organizations } = await one.itglue();
    const [made, ...others] = organizations.filter(({ name }) => name === 'Numbat Nursery');
    expect(others).toEqual([]);
    expect(await one.board.match('Numbat Nursery')).toMatchObject({
      state: 'matched',
      destinationId: made?.id,
      origin: 'created',
    });
    expect(await one.untilEnded()).toBe('COMPLETED');

    const reverted = await one.board.decide({ 'Quokka Quarries': { do: 'revert' } });
    await one.outcome(reverted.decisionId);
    expect(await one.board.match('Quokka Quarries')).toMatchObject({ state: 'unmatched' });
  });

  test('two at once on one match: one is carried out, and the other person is told', async () => {
    const { msp: one, organizationId } = await msp();
    const { tenant } = one;
    const decide = (name: string, choice: Parameters<typeof decideMatches>[2][0]['choice']) =>
      decideMatches(
        scene.install.db,
        { tenantId: tenant.id, actor: { kind: 'person', id: name, name } },
        [{ kind: 'organization', sourceId: 'Quokka Quarries', choice }],
      );
    const both = await Promise.all([
      decide('Ann', to(organizationId)),
      decide('Ben', { do: 'ignore' }),
    ]);
    const won = both.filter(({ decisionId }) => decisionId !== null);
    expect(won).toHaveLength(1);
    expect(both.flatMap(({ refused }) => refused)).toMatchObject([{ code: 'under-way' }]);
    expect(await one.outcome(won[0]?.decisionId ?? null)).toMatchObject({ outcome: '1 done' });
  });

  test('on a record that changed meanwhile is refused with what changed', async () => {
    const { msp: one, organizationId } = await msp();
    await one.vendors.change({ do: 'itglue.renameOrganization', organizationId, name: 'Other' });
    const { decisionId } = await one.board.decide({ 'Quokka Quarries': to(organizationId) });
    const { items } = await one.outcome(decisionId);
    expect(items[0]?.outcome).toMatch(/was named “Chosen One”, is named “Other” by now/);
  });

  test('of our own records are carried out while what is to be created waits for a freeze', async () => {
    const one = await scene.msp();
    await one.home('home');
    const uids = Array.from({ length: 3 }, (_, n) => `pc-${n}`);
    await one.board.devices(uids.map((uid) => ({ uid, hostname: `ICE-${uid}`, of: 'home' })));
    await one.board.read();
    await one.freeze(true);
    const bulk = Object.fromEntries(uids.map((uid) => [uid, create]));
    const { decisionId } = await one.board.decide(bulk, 'device');
    await expect
      .poll(async () => (await one.board.decision(decisionId)).counts.working, { timeout: 20_000 })
      .toBe(3);
    await one.board.organizations({ sourceId: 'Ignorable' });
    const local = await one.board.decide({ Ignorable: { do: 'ignore' } });
    // What only touches our own records never waits for what is being created.
    expect(await one.outcome(local.decisionId)).toMatchObject({ outcome: '1 done' });
    expect(
      (await one.itglue()).configurations.filter(({ name }) => name.startsWith('ICE')),
    ).toEqual([]);
    await one.freeze(false);
    expect(await one.outcome(decisionId)).toMatchObject({ outcome: '3 done' });
  }, 120_000);
});

describe('a decision survives', () => {
  test('a worker that is not there', { timeout: 120_000 }, async () => {
    const { msp: one, organizationId } = await msp();
    await worker.stop();
    const { decisionId } = await one.board.decide({ 'Quokka Quarries': to(organizationId) });
    await sleep(500);
    expect((await one.board.decision(decisionId)).counts).toMatchObject({ pending: 1 });
    worker = await scene.install.startWorker();
    expect(await one.outcome(decisionId)).toMatchObject({ outcome: '1 done' });
  });

  test('a worker that is killed while it creates', { timeout: 180_000 }, async () => {
    const one = await scene.msp();
    await one.home('home');
    await one.board.devices([{ uid: 'pc-killed', hostname: 'KILLED-PC', of: 'home' }]);
    await one.board.read();
    await one.vendors.fault({
      vendor: 'itglue',
      operation,
      kind: 'kill',
      pid: worker.pid,
      when: 'after-effect',
    });
    const { decisionId } = await one.board.decide({ 'pc-killed': create }, 'device');
    await worker.ended;
    worker = await scene.install.startWorker();
    expect(await one.outcome(decisionId)).toMatchObject({ outcome: '1 done' });
    const { configurations } = await one.itglue();
    expect(configurations.filter(({ name }) => name === 'KILLED-PC')).toHaveLength(1);
  });

  test('its workflow being terminated: the next decision takes up what it left', async () => {
    const one = await scene.msp();
    await one.home('home');
    await one.board.devices([{ uid: 'pc-left', hostname: 'LEFT-PC', of: 'home' }]);
    await one.board.read();
    await one.freeze(true);
    const { decisionId } = await one.board.decide({ 'pc-left': create }, 'device');
    await expect
      .poll(async () => (await one.board.decision(decisionId)).counts.working, { timeout: 20_000 })
      .toBe(1);
    const { temporal } = scene.install;
    await temporal.workflow.getHandle(reviewMatchesWorkflowId(one.tenant.id)).terminate();
    await one.freeze(false);
    await one.board.organizations({ sourceId: 'Nudge' });
    await one.board.decide({ Nudge: { do: 'ignore' } });
    expect(await one.outcome(decisionId)).toMatchObject({ outcome: '1 done' });
  }, 120_000);
});
