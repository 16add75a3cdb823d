import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { inject } from 'vitest';
import { decision, tenant as tenantTable } from '../../db/schema/index.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.ts';
import { reviewMatchesWorkflowId } from '../../temporal-config/names.ts';
import { control } from '../harness/control.ts';
import { createInstall, type InstallTimings } from '../harness/install.ts';
import { itglueState } from '../harness/itglue-state.ts';
import { openMatchBoard } from '../harness/match-board.ts';
import { automatic, createTenant } from '../harness/tenant.ts';

/** Seeds differ, since a root company serves one tenant of an install. */
let lastSeed = 9_000;

export type MatchMsp = Awaited<ReturnType<Awaited<ReturnType<typeof openMatchScene>>['msp']>>;

/** An install without a worker yet, for MSPs whose matches a test puts there and decides on. */
export async function openMatchScene(timings?: InstallTimings) {
  const services = {
    databaseUrl: inject('databaseUrl'),
    temporalAddress: inject('temporalAddress'),
  };
  const install = await createInstall(services, timings);
  const sandboxes: Sandbox[] = [];
  return {
    install,
    async msp(options: SandboxOptions = {}) {
      lastSeed += 1;
      const wish = { port: 0, rateScale: 20, seed: lastSeed, sites: 2, ...options };
      const sandbox = await startSandbox(wish);
      sandboxes.push(sandbox);
      const tenant = await createTenant(install, sandbox, automatic, ['itglue']);
      const board = openMatchBoard(install.db, sandbox, tenant);
      const vendors = control(sandbox);
      const workflow = () =>
        install.temporal.workflow.getHandle(reviewMatchesWorkflowId(tenant.id));
      return {
        tenant,
        board,
        vendors,
        workflow,
        itglue: () => itglueState(sandbox),
        /** An organization of IT Glue, and a source matched to it. */
        async home(sourceId: string): Promise<string> {
          const { id } = await vendors.change({ do: 'itglue.createOrganization', name: sourceId });
          const destinationId = String(id);
          const matched = { state: 'matched', destinationId, destinationName: sourceId } as const;
          await board.organizations({ sourceId, ...matched });
          return destinationId;
        },
        async freeze(frozen: boolean): Promise<void> {
          const frozenAt = frozen ? new Date() : null;
          await tenant.read((tx) =>
            tx.update(tenantTable).set({ frozenAt }).where(eq(tenantTable.id, tenant.id)),
          );
        },
        /** Waits for the end of a decision. */
        async outcome(decisionId: string | null) {
          for (;;) {
            const [row] = await tenant.read((tx) =>
              tx
                .select()
                .from(decision)
                .where(eq(decision.id, decisionId ?? '')),
            );
            if (row?.state === 'done') return board.decision(decisionId);
            await sleep(100);
          }
        },
        async untilEnded(): Promise<string> {
          for (;;) {
            const { status } = await workflow().describe();
            if (status.name !== 'RUNNING') return status.name;
            await sleep(100);
          }
        },
      };
    },
    async close() {
      await install.close();
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    },
  };
}
