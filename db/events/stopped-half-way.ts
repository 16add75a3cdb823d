import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { action, association, intent } from '../schema/index.ts';
import type { Action } from '../actions/begin-step.ts';
import type { EventRow } from './move-event.ts';

/**
 * The last action of an event, if it stopped after a write of it had taken effect: a decision for
 * the same thing goes on with that very action, so that nothing is done twice.
 */
export async function stoppedHalfWay(
  tx: Transaction,
  { actionId }: Pick<EventRow, 'actionId'>,
): Promise<Action | null> {
  if (actionId === null) return null;
  const [last] = await tx.select().from(action).where(eq(action.id, actionId));
  if (last?.state !== 'problem' && last?.state !== 'cancelled') return null;
  const took = await tx.$count(
    intent,
    and(eq(intent.actionId, actionId), eq(intent.state, 'done')),
  );
  return took > 0 ? last : null;
}

/**
 * Whether an event that is no longer found stays open all the same: its action stopped half-way, and
 * what it was to bring about is not there yet.
 */
export async function waitsToGoOn(tx: Transaction, row: EventRow): Promise<boolean> {
  if (row.state !== 'open') return false;
  const stopped = await stoppedHalfWay(tx, row);
  if (!stopped) return false;
  const [there] = await tx
    .select({ state: association.state })
    .from(association)
    .where(eq(association.siteUid, row.siteUid));
  // A company was renamed for the site, which has none yet.
  if (!there) return stopped.verb === 'rename-existing' || stopped.verb === 'rename-to-site';
  return there.state === 'completing';
}
