import { and, eq, inArray } from 'drizzle-orm';
import type { EventType } from '../../rules/gravityzone/events/event-types.ts';
import type { Transaction } from '../connect.ts';
import { action, event } from '../schema/index.ts';
import { auditEvent } from './audit-event.ts';
import { lockEvents } from './lock-events.ts';
import { moveEvent } from './move-event.ts';
import { nudgeEvents } from './nudge-events.ts';

/** What ends with an association's coming, and with its going. */
const endedBy = {
  associated: ['destination-creation', 'association-missing', 'prefix-association-missing'],
  'association-removed': ['destination-moved', 'destination-deleted', 'source-deleted'],
} as const satisfies Record<string, readonly EventType[]>;

const outcomes: Record<keyof typeof endedBy, string> = {
  associated: 'The site was associated with a company.',
  'association-removed': 'The association was deleted.',
};

/**
 * Closes the events of a site that its new association, or the end of its association, leaves
 * without a discrepancy (spec 3.5), in the transaction of that change. The event that the action
 * itself handles is left to that action's end.
 */
export async function closeEventsOfSite(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  why: keyof typeof endedBy,
  exceptActionId: string | null,
): Promise<void> {
  const ended = await lockEvents(
    tx,
    tenantId,
    and(
      eq(event.siteUid, siteUid),
      inArray(event.type, [...endedBy[why]]),
      inArray(event.state, ['open', 'ignored']),
    ),
  );
  if (ended.length === 0) return;
  const [cause] = exceptActionId
    ? await tx.select().from(action).where(eq(action.id, exceptActionId))
    : [];
  for (const row of ended) {
    if (cause?.eventId === row.id) continue;
    const change = { outcome: outcomes[why], closedAt: new Date() };
    const closed = await moveEvent(tx, row, 'no-longer-applies', change);
    if (!closed) continue;
    await nudgeEvents(tx, tenantId, [row.id]);
    await auditEvent(tx, closed, 'closed', {
      actor: cause?.by ?? { kind: 'install' },
      after: { state: closed.state, outcome: closed.outcome },
      ...(cause?.runId ? { runId: cause.runId } : {}),
    });
  }
}
