import { appendAudit, type AuditEntry } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';
import type { EventRow } from './move-event.ts';

/** What happened to an event, as the audit calls it. */
export type EventVerb =
  'raised' | 'changed' | 'decided' | 'refused' | 'ignored' | 'handled' | 'failed' | 'closed';

/** Appends to the record under the event's id, with what the event was about. */
export function auditEvent(
  tx: Transaction,
  row: EventRow,
  verb: EventVerb,
  entry: Omit<AuditEntry, 'verb' | 'subject' | 'after'> & { after: object },
): Promise<void> {
  const { type, siteUid, occurrence } = row;
  return appendAudit(tx, row.tenantId, {
    ...entry,
    verb: `event.${verb}`,
    subject: eventSubject(row.id),
    after: { type, siteUid, occurrence, ...entry.after },
  });
}

/** What audit rows of an event are found by. */
export function eventSubject(eventId: string): string {
  return `event/${eventId}`;
}
