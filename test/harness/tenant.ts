import { setTimeout as sleep } from 'node:timers/promises';
import { desc, eq } from 'drizzle-orm';
import type { Acting } from '../../db/acting.ts';
import {
  saveConnection,
  saveConnectionIn,
  type TestedConnection,
} from '../../db/connections/save-connection.ts';
import { secretFields } from '../../db/connections/secret-fields.ts';
import { asInstall, withTenant, type Transaction } from '../../db/connect.ts';
import { requestRun, type RunWish } from '../../db/runs/request-run.ts';
import { outbox, run, runRequest, tenant } from '../../db/schema/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { runOffsetMs } from '../../temporal-config/schedules.ts';
import { control, type SandboxState } from './control.ts';
import type { Install } from './install.ts';

export type RunRow = typeof run.$inferSelect;

/** A tenant that is connected to a sandbox, with verbs a test reads like sentences. */
export interface TestTenant {
  id: string;
  acting: Acting;
  /** Asks for a run and waits until it has ended. */
  sync(wish?: Partial<RunWish>): Promise<RunRow>;
  /** Waits for the run that answers a request. */
  runOf(requestId: string): Promise<RunRow>;
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/** Automatic inventory synchronization, handled automatically, never held. */
export const automatic = {
  level: 'automatic',
  handling: 'automatic',
  holdCreations: { min: 100_000, percent: 100 },
};

/** A tenant whose hourly run is not due for half an hour: it would come in between a test's own. */
function quietTenantId(): string {
  const hourMs = 60 * 60_000;
  for (;;) {
    const id = crypto.randomUUID();
    const dueInMs = (runOffsetMs(id) - (Date.now() % hourMs) + hourMs) % hourMs;
    if (dueInMs > hourMs / 2 && dueInMs < hourMs - 5 * 60_000) return id;
  }
}

/** What a test's tenant is connected to beside Datto RMM. */
export type TestDestination = 'gravityzone' | 'itglue';

/**
 * Makes a tenant of the sandbox's account and saves its connections with the sandbox's keys. No run
 * comes of that: the test asks for its own.
 */
export async function createTenant(
  install: Install,
  sandbox: Sandbox,
  settings: object = automatic,
  destinations: readonly TestDestination[] = ['gravityzone'],
): Promise<TestTenant> {
  const { db, keyring } = install;
  const state = await control(sandbox).state();
  const { dattoRmm, gravityzone, itglue } = sandbox.ready;
  const origin = new URL(dattoRmm.url).origin;
  const accountUid = state.dattoRmm.account.uid;
  const [made] = await asInstall(db, (tx) =>
    tx
      .insert(tenant)
      .values({ id: quietTenantId(), name: 'Test MSP', apiOrigin: origin, accountUid, settings })
      .returning(),
  );
  if (!made) throw new Error('no tenant was made');
  const acting: Acting = {
    tenantId: made.id,
    actor: { kind: 'person', id: 'tester', name: 'Tester' },
  };
  const tested = { state: 'ok' as const, missing: [], note: null };
  await saveConnection(db, keyring, acting, {
    ...tested,
    vendor: 'datto-rmm',
    url: dattoRmm.url,
    owner: { vendor: 'datto-rmm', origin, accountUid },
    secrets: {
      [secretFields.dattoRmmKey]: dattoRmm.key,
      [secretFields.dattoRmmSecret]: dattoRmm.secret,
    },
  });
  const tests: Record<TestDestination, () => TestedConnection> = {
    gravityzone: () => ({
      ...tested,
      vendor: 'gravityzone',
      url: gravityzone.url,
      owner: { vendor: 'gravityzone', rootCompanyId: state.gravityzone.rootCompanyId },
      secrets: { [secretFields.gravityzoneKey]: gravityzone.key },
    }),
    itglue: () => ({
      ...tested,
      vendor: 'itglue',
      url: itglue.url,
      owner: { vendor: 'itglue', primaryOrganizationId: primaryOrganization(state) },
      secrets: { [secretFields.itglueKey]: itglue.key },
    }),
  };
  await withTenant(db, made.id, async (tx) => {
    for (const destination of destinations) {
      const wish = tests[destination]();
      const { requestId } = await saveConnectionIn(tx, keyring, acting, wish);
      // The run that connecting asks for would race with the test's own: the relay never sees it.
      if (requestId === null) continue;
      await tx.delete(runRequest).where(eq(runRequest.id, requestId));
      await tx.delete(outbox).where(eq(outbox.subjectId, requestId));
    }
  });

  const read: TestTenant['read'] = (work) => withTenant(db, made.id, work);
  const runOf = async (requestId: string): Promise<RunRow> => {
    for (;;) {
      await untilAnswered(install, requestId);
      const [answered] = await read((tx) =>
        tx
          .select({ run })
          .from(runRequest)
          .innerJoin(run, eq(run.id, runRequest.runId))
          .where(eq(runRequest.id, requestId))
          .orderBy(desc(run.startedAt)),
      );
      if (answered && answered.run.status !== 'running') return answered.run;
    }
  };
  return {
    id: made.id,
    acting,
    read,
    runOf,
    sync: async (wish = {}) => runOf(await requestRun(db, acting, { kind: 'sync', ...wish })),
  };
}

/**
 * Waits for the end of a request's run. As the owner, by one round trip a look: dozens of tenants
 * wait at once, and a tenant's transaction takes six.
 */
async function untilAnswered({ owner }: Install, requestId: string): Promise<void> {
  for (;;) {
    const ended = await owner`
      select from run_request join run on run.id = run_request.run_id
      where run_request.id = ${requestId} and run.status <> 'running'`;
    if (ended.length > 0) return;
    await sleep(50);
  }
}

/** IT Glue's id of the MSP's own organization. */
export function primaryOrganization({ itglue }: SandboxState): string {
  const own = itglue.organizations.find(({ primary }) => primary);
  if (!own) throw new Error('the sample has no organization of the MSP’s own');
  return own.id;
}
