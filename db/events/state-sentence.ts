import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { action } from '../schema/index.ts';
import { actorName } from './actor-name.ts';
import type { EventRow } from './move-event.ts';

export type EventAction = typeof action.$inferSelect;

/** The action that is at work on an event, or permitted and about to begin. */
export async function actionAtWork(tx: Transaction, eventId: string): Promise<EventAction | null> {
  const [found] = await tx
    .select()
    .from(action)
    .where(and(eq(action.eventId, eventId), inArray(action.state, ['waiting', 'working'])));
  return found ?? null;
}

/** Why an event can't be decided on as it stands, and what to do; null if it can. */
export function whyNotDecided(row: EventRow, atWork: EventAction | null): string | null {
  const title = `The event of site “${row.siteName}”`;
  if (atWork !== null || row.state === 'acting') {
    const who = actorName(atWork?.by ?? null);
    return `${title} is being handled by ${who}. Wait for the outcome; decide then if it is still open.`;
  }
  switch (row.state) {
    case 'open':
      return null;
    case 'ignored':
      return `${title} was ignored by ${actorName(row.handledBy)}. The next run that still finds it raises it again; decide then.`;
    case 'handled':
      return `${title} was handled by ${actorName(row.handledBy)}: ${row.outcome ?? 'done.'} Nothing is left to decide.`;
    case 'no-longer-applies':
      return `${title} no longer applies. ${row.outcome ?? ''} Nothing is left to decide.`;
  }
}

/** Why a decision that was made on something else is refused; null if it was made on this. */
export function whyStale(
  row: EventRow,
  made: { occurrence?: number | undefined; factsHash?: string | undefined },
): string | null {
  const changed = made.factsHash !== undefined && made.factsHash !== row.factsHash;
  const again = made.occurrence !== undefined && made.occurrence !== row.occurrence;
  if (!changed && !again) return null;
  const how = again ? ' It was raised again.' : '';
  return `The event of site “${row.siteName}” has changed since:${how} ${row.sentence} Nothing was done; look at it and decide again.`;
}
