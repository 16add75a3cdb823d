import { confirmMapping } from '../../../db/mappings/confirm-mapping.ts';
import { stageMapping } from '../../../db/mappings/stage-mapping.ts';
import { requestRun } from '../../../db/runs/request-run.ts';
import { syncGravityzoneWorkflowId } from '../../../temporal-config/names.ts';
import { triggerRun } from '../../../temporal-config/schedules.ts';
import { createForeignCompany } from '../foreigners.ts';
import { settleWaitingWrites } from '../operator.ts';
import { until, type Scene, type SceneOptions } from '../scene.ts';
import { startRoad } from '../road.ts';

/** The smallest course of events in which a guard of the write protocol is what saves the day. */
export interface Scenario {
  timings: NonNullable<SceneOptions['timings']>;
  play(scene: Scene): Promise<void>;
}

const createCompany = { vendor: 'gravityzone', operation: 'companies.createCompany' };
const createPackage = { vendor: 'gravityzone', operation: 'packages.createPackage' };
const listPackages = { vendor: 'gravityzone', operation: 'packages.getPackagesList' };

/** A package is created and the answer is lost. */
export const lostAnswer: Scenario = {
  timings: { writeTimeoutMs: 1_000, writeSettleMs: 1_000 },
  async play(scene) {
    await scene.addSite('Lost Answer Ltd', { existing: true });
    await scene.vendors.fault({ ...createPackage, kind: 'applied-then-timeout' });
    await scene.startWorker();
    await scene.tenant.sync();
  },
};

/** A package comes to be seconds after the client gave up on it, within the time to settle. */
export const lateEffect: Scenario = {
  timings: { writeTimeoutMs: 1_000, writeSettleMs: 5_000 },
  async play(scene) {
    await scene.addSite('Late Effect Ltd', { existing: true });
    await scene.vendors.fault({ ...createPackage, kind: 'late-effect', delayMs: 5_500 });
    await scene.startWorker();
    await scene.tenant.sync();
    await until('the late effect', async () => {
      const { entries } = await scene.vendors.log();
      return entries.some(({ fault, effectAt }) => fault === 'late-effect' && effectAt !== null);
    });
  },
};

/** A create has no effect, and somebody else makes a company of that name under another partner. */
export const foreignNamesake: Scenario = {
  timings: { writeTimeoutMs: 1_000, writeSettleMs: 1_000 },
  async play(scene) {
    const site = await scene.addSite('Foreign Namesake Ltd');
    await scene.vendors.fault({ ...createCompany, kind: 'timeout' });
    await scene.startWorker();
    const run = scene.tenant.sync();
    await played(scene, 'timeout');
    await createForeignCompany(scene, site, 'under another partner');
    await run;
    await settleWaitingWrites(scene, 'gives-up');
    await scene.tenant.sync();
  },
};

/**
 * A worker loses Temporal while it reads before its write. The run is ended from outside, and the
 * next one makes the package; then the first worker has its old answer, that there is none.
 */
export const staleAttempt: Scenario = {
  timings: { writeTimeoutMs: 1_500, writeSettleMs: 1_500 },
  async play(scene) {
    const { install, tenant, vendors } = scene;
    // A new company: what stands for an event is its own workflow's, which goes on without the run.
    await scene.addSite('Stale Attempt Ltd');
    const road = await startRoad(install.environment['TEMPORAL_ADDRESS'] ?? '');
    try {
      // Temporal's worker gives an attempt up 11 s after the last heartbeat that it got through.
      await vendors.fault({ ...listPackages, kind: 'slow', delayMs: 9_000 });
      const cutOff = await scene.startWorker({ TEMPORAL_ADDRESS: road.address });
      await requestRun(install.db, tenant.acting, { kind: 'sync' });
      await played(scene, 'slow');
      road.cut();
      await endRun(scene);
      await scene.startWorker();
      const next = tenant.sync();
      // The worker that was cut off may hold the request and be unable to hand it on.
      await triggerRun(install.temporal, tenant.id);
      await next;
      const ended = async () => {
        const { entries } = await vendors.log();
        const sent = entries.filter(({ operation }) => operation === createPackage.operation);
        return sent.length > 1 || cutOff.logged().includes('has taken this site over');
      };
      // Where its worker gave the attempt up first, it ends without a word.
      await until('the end of the attempt that was cut off', ended, 12_000).catch(() => {});
      cutOff.signal('SIGKILL');
      await cutOff.ended;
    } finally {
      await road.close();
    }
  },
};

/** Ends a run's workflows as somebody with access to Temporal can. */
async function endRun({ install, tenant }: Scene): Promise<void> {
  const [run] = await install.owner<{ id: string; workflow_id: string }[]>`
    select id, workflow_id from run where status = 'running'`;
  if (!run) throw new Error('no run is running');
  const child = syncGravityzoneWorkflowId(tenant.id, run.id);
  for (const id of [run.workflow_id, child]) {
    await install.temporal.workflow.getHandle(id).terminate('ended from outside');
  }
}

/**
 * A person's mapping of a site to a new company of another name is confirmed, and waits to be
 * delivered, while a run plans and begins to create the site's company under its own name.
 */
export const twoDeciders: Scenario = {
  timings: { writeTimeoutMs: 6_000, writeSettleMs: 1_000 },
  async play(scene) {
    const { install, tenant, vendors } = scene;
    const site = await scene.addSite('Two Deciders Ltd');
    site.companyNames.push('Chosen By Hand Ltd');
    const worker = await scene.startWorker();
    await tenant.sync({ kind: 'plan' });

    worker.signal('SIGSTOP');
    const mappingId = await stageMapping(install.db, tenant.acting, [
      { site: site.uid, choice: { do: 'new', name: 'Chosen By Hand Ltd' } },
    ]);
    await confirmMapping(install.db, tenant.acting, mappingId);
    await install.owner`
      update outbox set next_at = 'infinity' where subject_id = ${mappingId}`;
    worker.signal('SIGCONT');

    await vendors.fault({ ...createCompany, kind: 'slow', delayMs: 4_000, match: site.name });
    const run = tenant.sync();
    await until('the slow create', async () => (await vendors.log()).entries.some(isSlowCreate));
    await install.owner`update outbox set next_at = now() where subject_id = ${mappingId}`;
    await run;
    await until('the end of the mapping', async () => {
      const [row] = await install.owner<{ state: string }[]>`
        select state from mapping where id = ${mappingId}`;
      return row?.state === 'done';
    });
  },
};

function isSlowCreate({ operation, fault }: { operation: string; fault: string | null }): boolean {
  return operation === createCompany.operation && fault === 'slow';
}

function played({ vendors }: Scene, kind: string): Promise<true> {
  return until(`the fault ${kind}`, async () => {
    const { entries } = await vendors.log();
    return entries.some(({ fault }) => fault === kind);
  });
}
