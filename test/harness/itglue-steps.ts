import { asc, eq } from 'drizzle-orm';
import type { ActivityDependencies } from '../../activities/dependencies.ts';
import { createItglueActivities } from '../../activities/itglue/activities.ts';
import type { ActionInput, StepResult } from '../../activities/run-step.ts';
import { action, audit, intent } from '../../db/schema/index.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.ts';
import { control } from './control.ts';
import type { Install } from './install.ts';
import { itglueState } from './itglue-state.ts';
import { openMatchBoard } from './match-board.ts';
import { openStepInstall, retried } from './run-step.ts';
import { automatic, createTenant } from './tenant.ts';

/** Seeds differ, since a root company serves one tenant of an install. */
let lastSeed = 8_000;

export type ItglueMsp = Awaited<ReturnType<Awaited<ReturnType<typeof openItglueSteps>>['msp']>>;

/** An install for IT Glue's steps that a test runs by itself, without a worker. */
export async function openItglueSteps() {
  const { install, deps } = await openStepInstall();
  const sandboxes: Sandbox[] = [];
  return {
    steps: createItglueActivities(deps),
    async msp(options: SandboxOptions = {}) {
      lastSeed += 1;
      const wish = { port: 0, rateScale: 100, seed: lastSeed, sites: 2, ...options };
      const sandbox = await startSandbox(wish);
      sandboxes.push(sandbox);
      return openMsp(install, deps, sandbox);
    },
    async close() {
      await install.close();
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    },
  };
}

async function openMsp(install: Install, deps: ActivityDependencies, sandbox: Sandbox) {
  const tenant = await createTenant(install, sandbox, automatic, ['itglue']);
  const vendors = control(sandbox);
  const steps = createItglueActivities(deps);
  const { id: tenantId } = tenant;
  return {
    sandbox,
    tenant,
    vendors,
    board: openMatchBoard(deps.db, sandbox, tenant),
    itglue: () => itglueState(sandbox),
    /** What requests changed, in order. */
    async effects(after = 0): Promise<string[]> {
      const { entries } = await vendors.log(after);
      return entries.flatMap(({ operation, effect }) => (effect ? [operation] : []));
    },
    /** Carries out what was decided, as `reviewMatches` does, one after the other. */
    async review(): Promise<void> {
      for (;;) {
        const { actions, more } = await retried(steps.applyMatchItems, { tenantId });
        for (const { id, verb } of actions) {
          const step =
            verb === 'create-organization' ? steps.createOrganization : steps.createConfiguration;
          await retried<ActionInput, StepResult>(step, { tenantId, actionId: id });
        }
        if (!more) return;
      }
    },
    intents: () => tenant.read((tx) => tx.select().from(intent)),
    actions: () => tenant.read((tx) => tx.select().from(action).orderBy(asc(action.createdAt))),
    /** What the record says of a match, the oldest first. */
    async history(subject: string): Promise<string[]> {
      const rows = await tenant.read((tx) =>
        tx.select().from(audit).where(eq(audit.subject, subject)).orderBy(asc(audit.id)),
      );
      return rows.map(({ verb }) => verb);
    },
  };
}
