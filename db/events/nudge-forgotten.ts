import { and, eq, exists, inArray, isNull, notExists, or } from 'drizzle-orm';
import type { EventType } from '../../rules/gravityzone/events/event-types.ts';
import { withTenant, type Database } from '../connect.ts';
import { action, decision, event, outbox } from '../schema/index.ts';
import { nudgeEvents } from './nudge-events.ts';

export interface WatchedEvent {
  id: string;
  type: EventType;
  siteUid: string;
}

/**
 * The events that a workflow should be watching: open or acting, decided on, or permitted to be
 * handled. Those whose signal is still to be delivered are left out.
 */
export function eventsToWatch(db: Database, tenantId: string): Promise<WatchedEvent[]> {
  return withTenant(db, tenantId, (tx) => {
    const pending = tx
      .select({ id: decision.id })
      .from(decision)
      .where(
        and(
          eq(decision.kind, 'event'),
          eq(decision.targetId, event.id),
          inArray(decision.state, ['pending', 'taken']),
        ),
      );
    const atWork = tx
      .select({ id: action.id })
      .from(action)
      .where(and(eq(action.eventId, event.id), inArray(action.state, ['waiting', 'working'])));
    const onItsWay = tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(
        and(
          eq(outbox.kind, 'event-changed'),
          eq(outbox.subjectId, event.id),
          isNull(outbox.deliveredAt),
        ),
      );
    return tx
      .select({ id: event.id, type: event.type, siteUid: event.siteUid })
      .from(event)
      .where(
        and(
          eq(event.tenantId, tenantId),
          or(inArray(event.state, ['open', 'acting']), exists(pending), exists(atWork)),
          notExists(onItsWay),
        ),
      );
  });
}

/** Starts the workflows of these events again. */
export function nudgeForgotten(
  db: Database,
  tenantId: string,
  events: readonly WatchedEvent[],
): Promise<void> {
  return withTenant(db, tenantId, (tx) =>
    nudgeEvents(
      tx,
      tenantId,
      events.map(({ id }) => id),
    ),
  );
}
