import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Execution } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import type { ConnectionRow } from '../connections/list-connections.ts';
import { unusable } from '../connections/unusable.ts';
import {
  connection,
  run,
  runLease,
  runRequest,
  tenant,
  type RunKind,
  type Vendor,
} from '../schema/index.ts';

export interface OpenedRun {
  runId: string;
  kind: RunKind;
  /** False where the tenant is paused or not connected: the run ends with a note. */
  go: boolean;
  /** The destinations to sync with. */
  destinations: Vendor[];
}

/**
 * Opens the run of a workflow execution: claims all waiting requests and takes the tenant's lease,
 * so that an earlier run that may still be about writes nothing more. A second call of the same
 * execution answers the same.
 */
export function openRun(db: Database, tenantId: string, execution: Execution): Promise<OpenedRun> {
  return withTenant(db, tenantId, async (tx) => {
    const [mine] = await tx.select().from(tenant).where(eq(tenant.id, tenantId)).for('update');
    if (!mine) throw new Error(`tenant ${tenantId} is gone`);
    const connections = await tx.select().from(connection);
    const notes = whyNot(mine.pausedAt, connections);
    const opened = await openRow(tx, tenantId, execution, notes);
    return {
      runId: opened.id,
      kind: opened.kind,
      go: opened.notes.length === 0,
      destinations: connections
        .filter(({ vendor, state }) => vendor !== 'datto-rmm' && state === 'ok')
        .map(({ vendor }) => vendor),
    };
  });
}

/** Why a run would be of no use: the tenant is paused, or a side has no connection that works. */
function whyNot(pausedAt: Date | null, connections: ConnectionRow[]): string[] {
  if (pausedAt) return [`Paused since ${pausedAt.toISOString()}: nothing was read or written.`];
  const source = connections.find(({ vendor }) => vendor === 'datto-rmm');
  if (!source) return ['Datto RMM is not connected: run `sitesync connect datto-rmm`.'];
  if (source.state !== 'ok') return [unusable(source)];
  const destinations = connections.filter(({ vendor }) => vendor !== 'datto-rmm');
  if (destinations.length === 0) {
    return [
      'No destination is connected: run `sitesync connect gravityzone` or `sitesync connect itglue`.',
    ];
  }
  return destinations.some(({ state }) => state === 'ok') ? [] : destinations.map(unusable);
}

async function openRow(
  tx: Transaction,
  tenantId: string,
  execution: Execution,
  notes: string[],
): Promise<typeof run.$inferSelect> {
  const sameExecution = and(
    eq(run.tenantId, tenantId),
    eq(run.workflowRunId, execution.workflowRunId),
  );
  const [earlier] = await tx.select().from(run).where(sameExecution);
  if (earlier) return earlier;

  await endStranded(tx);
  const waiting = await tx.select().from(runRequest).where(eq(runRequest.state, 'pending'));
  const kind = waiting.length > 0 && waiting.every((r) => r.kind === 'plan') ? 'plan' : 'sync';
  const [opened] = await tx
    .insert(run)
    .values({
      tenantId,
      kind,
      status: 'running',
      ...execution,
      fence: sql`nextval('fence')`,
      notes,
    })
    .returning();
  if (!opened) throw new Error('a run was inserted without a row');
  if (waiting.length > 0) {
    const ids = waiting.map(({ id }) => id);
    await tx
      .update(runRequest)
      .set({ state: 'claimed', runId: opened.id })
      .where(inArray(runRequest.id, ids));
  }
  const lease = { runId: opened.id, fence: opened.fence };
  await tx
    .insert(runLease)
    .values({ tenantId, ...lease })
    .onConflictDoUpdate({ target: runLease.tenantId, set: { ...lease, takenAt: new Date() } });
  await appendAudit(tx, tenantId, {
    actor: { kind: 'run', id: opened.id },
    verb: 'run.start',
    subject: `run/${opened.id}`,
    after: { kind, requests: waiting.map(({ id }) => id) },
    execution,
    runId: opened.id,
  });
  return opened;
}

/**
 * A run whose workflow was terminated or timed out never ends by itself: this one stands in its
 * place, and answers what it had been asked.
 */
async function endStranded(tx: Transaction): Promise<void> {
  const notes = ['It was ended from outside before it had finished; the next run goes on.'];
  const stranded = await tx
    .update(run)
    .set({ status: 'failed', notes, finishedAt: new Date() })
    .where(eq(run.status, 'running'))
    .returning({ id: run.id });
  if (stranded.length === 0) return;
  const ids = stranded.map(({ id }) => id);
  await tx
    .update(runRequest)
    .set({ state: 'pending', runId: null })
    .where(and(inArray(runRequest.runId, ids), eq(runRequest.state, 'claimed')));
}
