import type { Transaction } from '../connect.ts';
import { auditEvent } from './audit-event.ts';
import type { FoundEvents } from './found-events.ts';
import { moveEvent, type EventRow } from './move-event.ts';
import { nudgeEvents } from './nudge-events.ts';
import { waitsToGoOn } from './stopped-half-way.ts';
import { whatWasSeen } from './what-was-seen.ts';

/**
 * Closes events that a run no longer found, each with what was seen instead (spec 3.5). One whose
 * action stopped half-way stays: a person can go on from there.
 */
export async function closeGoneEvents(
  tx: Transaction,
  { tenantId, runId, readings, execution }: FoundEvents,
  gone: readonly EventRow[],
): Promise<void> {
  const closed: EventRow[] = [];
  for (const row of gone) {
    if (row.state !== 'open' && row.state !== 'ignored') continue;
    if (await waitsToGoOn(tx, row)) continue;
    const outcome = await whatWasSeen(tx, row, readings);
    const change = { outcome, lastRunId: runId, closedAt: new Date() };
    const moved = await moveEvent(tx, row, 'no-longer-applies', change);
    if (moved) closed.push(moved);
  }
  await nudgeEvents(
    tx,
    tenantId,
    closed.map(({ id }) => id),
  );
  for (const row of closed) {
    await auditEvent(tx, row, 'closed', {
      actor: { kind: 'run', id: runId },
      after: { state: row.state, outcome: row.outcome },
      execution,
      runId,
    });
  }
}
