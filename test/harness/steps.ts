import { eq, sql } from 'drizzle-orm';
import { createDattoRmmActivities } from '../../activities/datto-rmm/activities.ts';
import type { ActivityDependencies } from '../../activities/dependencies.ts';
import { createGravityzoneActivities } from '../../activities/gravityzone/activities.ts';
import type { ActionInput, StepResult } from '../../activities/run-step.ts';
import { finishReading } from '../../db/readings/finish-reading.ts';
import { startReading } from '../../db/readings/start-reading.ts';
import { writePage } from '../../db/readings/write-page.ts';
import { action, association, intent } from '../../db/schema/index.ts';
import { startSandbox, type SandboxOptions } from '../../sandbox/index.ts';
import { control } from './control.ts';
import { openStepInstall, retried } from './run-step.ts';
import { createTenant } from './tenant.ts';

export type Action = typeof action.$inferSelect;
export type Association = typeof association.$inferSelect;
type Step = (input: ActionInput) => Promise<StepResult>;

/** Seeds differ, since a root company serves one tenant of an install. */
let lastSeed = 7_000;

/** An install for steps that a test runs by itself, without a worker. */
export async function openSteps() {
  const { install, deps } = await openStepInstall();
  const sandboxes: { close(): Promise<void> }[] = [];
  return {
    deps,
    gravityzone: createGravityzoneActivities(deps),
    dattoRmm: createDattoRmmActivities(deps),
    async msp(options: SandboxOptions = {}) {
      lastSeed += 1;
      const sandbox = await startSandbox({
        port: 0,
        rateScale: 100,
        seed: lastSeed,
        sites: 2,
        ...options,
      });
      sandboxes.push(sandbox);
      return openMsp(deps, control(sandbox), await createTenant(install, sandbox));
    },
    async close() {
      await install.close();
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    },
  };
}

export type StepMsp = ReturnType<typeof openMsp>;

function openMsp(
  { db }: ActivityDependencies,
  vendors: ReturnType<typeof control>,
  tenant: Awaited<ReturnType<typeof createTenant>>,
) {
  const { id: tenantId, acting } = tenant;
  const company = async (name: string, more: Record<string, unknown> = {}): Promise<string> =>
    String((await vendors.change({ do: 'gravityzone.createCompany', name, ...more })).id);
  return {
    vendors,
    tenant,
    /** Makes a company, and gives back its id. */
    company,
    rootId: async () => (await vendors.state()).gravityzone.rootCompanyId,
    async site(name: string): Promise<string> {
      return String((await vendors.change({ do: 'datto.createSite', name })).id);
    },
    async companyOf(id: string) {
      return (await vendors.state()).gravityzone.companies.find((one) => one.id === id);
    },
    async companiesNamed(name: string) {
      const { companies } = (await vendors.state()).gravityzone;
      return companies.filter((one) => one.name === name);
    },
    async variables(siteUid: string): Promise<string[]> {
      const site = (await vendors.state()).dattoRmm.sites.find(({ uid }) => uid === siteUid);
      return (site?.variables ?? []).map(({ value }) => value);
    },
    /** What requests changed, in order. */
    async effects(after = 0): Promise<string[]> {
      const { entries } = await vendors.log(after);
      return entries.flatMap(({ operation, effect }) => (effect ? [operation] : []));
    },
    /** Ties a site to a company as if it had been done long ago. */
    async associate(siteUid: string, companyId: string, more: Partial<Association> = {}) {
      const expectedParentId = (await vendors.state()).gravityzone.rootCompanyId;
      const values = {
        tenantId,
        siteUid,
        siteName: 'Abc',
        companyId,
        companyName: 'Abc',
        expectedParentId,
        companyCreated: true,
        state: 'complete' as const,
        createdBy: acting.actor,
        ...more,
      };
      await tenant.read((tx) => tx.insert(association).values(values));
    },
    /** Gives the association another company, as if it had always been that one. */
    async relate(siteUid: string, companyId: string) {
      await tenant.read((tx) =>
        tx.update(association).set({ companyId }).where(eq(association.siteUid, siteUid)),
      );
    },
    /** A whole reading of the companies as they are. */
    async readCompanies() {
      const { rootCompanyId, companies } = (await vendors.state()).gravityzone;
      const attempt = crypto.randomUUID();
      const { readingId } = await startReading(db, tenantId, {
        runId: crypto.randomUUID(),
        kind: 'companies',
        identity: rootCompanyId,
        attempt,
        resume: false,
      });
      const payloads = companies.map(({ id, name, parentId }) => ({
        key: id,
        payload: { id, name, kind: 'company', parentId, partnerId: parentId },
      }));
      await writePage(db, tenantId, readingId, attempt, payloads);
      const end = { complete: true, identityMatches: true, listing: 'companies', uncounted: 1 };
      await finishReading(db, tenantId, readingId, attempt, end);
    },
    async association(siteUid: string): Promise<Association | undefined> {
      const [row] = await tenant.read((tx) =>
        tx.select().from(association).where(eq(association.siteUid, siteUid)),
      );
      return row;
    },
    /** An action that a person decided on, unless it says otherwise. */
    async action(wish: Pick<Action, 'siteUid' | 'verb' | 'details'> & Partial<Action>) {
      const values = {
        tenantId,
        factsHash: '',
        by: acting.actor,
        position: 0,
        eventId: 'event',
        ...wish,
      };
      const [row] = await tenant.read((tx) => tx.insert(action).values(values).returning());
      if (!row) throw new Error('no action was made');
      return row.id;
    },
    async actionNow(id: string): Promise<Action | undefined> {
      const [row] = await tenant.read((tx) => tx.select().from(action).where(eq(action.id, id)));
      return row;
    },
    intents: () => tenant.read((tx) => tx.select().from(intent)),
    /** Puts an action's writes back in time, by a Postgres interval. */
    putBack: (actionId: string, by: string) =>
      tenant.read((tx) =>
        tx
          .update(intent)
          .set({
            settleAt: sql`${intent.settleAt} - ${by}::interval`,
            finishedAt: sql`${intent.finishedAt} - ${by}::interval`,
          })
          .where(eq(intent.actionId, actionId)),
      ),
    /** Carries out steps one after another, as a workflow does, until one ends the action. */
    async carryOut(actionId: string, ...steps: Step[]): Promise<string> {
      for (const step of steps) {
        const { state } = await retried(step, { tenantId, actionId });
        if (state !== 'working') return state;
      }
      return 'working';
    },
  };
}
