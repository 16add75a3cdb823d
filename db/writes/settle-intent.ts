import { and, eq, inArray, sql } from 'drizzle-orm';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { intent, ownedObject, type IntentState, type OwnedKind } from '../schema/index.ts';
import type { Intent } from './commit-intent.ts';

/** From which states an intent may come to each; checked here and nowhere else. */
const comesFrom: Record<Exclude<IntentState, 'open'>, IntentState[]> = {
  unknown: ['open', 'unknown'],
  person: ['open', 'unknown'],
  done: ['open', 'unknown', 'person'],
  refused: ['open', 'unknown'],
  'not-applied': ['open', 'unknown', 'person'],
  'gave-up': ['person'],
};

export interface OwnedObject {
  kind: OwnedKind;
  objectId: string;
}

/**
 * Records that a write took effect: its result, what it made, and what follows from it, in one
 * transaction. Of two that know it, one records.
 *
 * @returns whether this call recorded it.
 */
export function settleAsDone(
  db: Database,
  { id, tenantId, vendor }: Intent,
  result: unknown,
  made: OwnedObject | null,
  record: (tx: Transaction) => Promise<void>,
): Promise<boolean> {
  return withTenant(db, tenantId, async (tx) => {
    const settled = await move(tx, id, 'done', { result, finishedAt: new Date() });
    if (!settled) return false;
    if (made) {
      await tx
        .insert(ownedObject)
        .values({ tenantId, vendor, ...made, intentId: id })
        .onConflictDoNothing();
    }
    await record(tx);
    return true;
  });
}

/** Moves an intent to a state that is not `done`. */
export function settleAs(
  db: Database,
  { id, tenantId }: Intent,
  state: 'refused' | 'not-applied' | 'gave-up' | 'person',
  note: string,
): Promise<boolean> {
  const finishedAt = state === 'person' ? null : new Date();
  return withTenant(db, tenantId, (tx) => move(tx, id, state, { note, finishedAt }));
}

/** Its answer was lost; it is read back after its settle time, or after `lookAgainMs` when given. */
export function markUnknown(
  db: Database,
  { id, tenantId }: Intent,
  change: { note?: string; looks?: number; lookAgainMs?: number } = {},
): Promise<boolean> {
  const { lookAgainMs, ...columns } = change;
  const settleAt =
    lookAgainMs === undefined
      ? {}
      : { settleAt: sql<Date>`clock_timestamp() + ${`${lookAgainMs} milliseconds`}::interval` };
  return withTenant(db, tenantId, (tx) => move(tx, id, 'unknown', { ...columns, ...settleAt }));
}

async function move(
  tx: Transaction,
  intentId: string,
  state: Exclude<IntentState, 'open'>,
  change: Record<string, unknown>,
): Promise<boolean> {
  const moved = await tx
    .update(intent)
    .set({ ...change, state })
    .where(and(eq(intent.id, intentId), inArray(intent.state, comesFrom[state])))
    .returning({ id: intent.id });
  return moved.length > 0;
}
