import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Subject } from '../actions/subject.ts';
import { asInstall, withTenant, type Database } from '../connect.ts';
import { action, intent, type Vendor } from '../schema/index.ts';
import type { Intent } from './commit-intent.ts';

const unsettled = inArray(intent.state, ['open', 'unknown', 'person']);

export interface FoundIntent {
  intent: Intent;
  /** Until it may be read back, in ms by the database's clock; 0 when it may be now. */
  settlesInMs: number;
}

const settlesInMs = sql<number>`greatest(0, ceil(extract(epoch from ${intent.settleAt} - clock_timestamp()) * 1000))::int`;

/** The unsettled write on a site or a match, if there is one. */
export function unsettledIntent(
  db: Database,
  tenantId: string,
  subject: Subject,
): Promise<FoundIntent | null> {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select({ intent, settlesInMs })
      .from(intent)
      .where(
        and(eq(intent.subjectKind, subject.kind), eq(intent.subjectId, subject.id), unsettled),
      );
    return found ?? null;
  });
}

/** The finished write of an action with a natural key: its result answers a repeated step. */
export function finishedIntent(
  db: Database,
  tenantId: string,
  actionId: string,
  naturalKey: string,
): Promise<Intent | null> {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select()
      .from(intent)
      .where(
        and(
          eq(intent.actionId, actionId),
          eq(intent.naturalKey, naturalKey),
          eq(intent.state, 'done'),
        ),
      );
    return found ?? null;
  });
}

/** What makes two writes the same. */
export interface SameWrite {
  operation: string;
  naturalKey: string;
  desired: unknown;
}

/**
 * How long, in ms by the database's clock, until the effect of the same write must be visible: until
 * it would be read back if its answer had been lost. A reading that began before then and does not
 * show it proves nothing.
 *
 * @param readForMs how long ago the reading began
 * @returns 0 where the reading began late enough, or there is no such write
 */
export function unseenForMs(
  db: Database,
  tenantId: string,
  { operation, naturalKey, desired }: SameWrite,
  readForMs: number,
): Promise<number> {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select({
        ms: sql<
          number | null
        >`ceil(extract(epoch from max(${intent.settleAt}) - clock_timestamp()) * 1000)::float`,
      })
      .from(intent)
      .where(
        and(
          eq(intent.tenantId, tenantId),
          eq(intent.naturalKey, naturalKey),
          eq(intent.operation, operation),
          eq(intent.state, 'done'),
          sql`${intent.desired} = ${JSON.stringify(desired)}::jsonb`,
        ),
      );
    const ms = found?.ms ?? -Infinity;
    return ms + readForMs > 0 ? Math.max(1, ms) : 0;
  });
}

/**
 * Unsettled writes to some vendors that nobody is at work on any more and that may be read back:
 * their action has ended, with its subject still locked for them.
 */
export function abandonedIntents(
  db: Database,
  tenantId: string,
  vendors: readonly Vendor[],
): Promise<Intent[]> {
  return withTenant(db, tenantId, async (tx) => {
    const rows = await tx
      .select({ intent })
      .from(intent)
      .innerJoin(action, eq(action.id, intent.actionId))
      .where(
        and(
          inArray(intent.vendor, [...vendors]),
          inArray(intent.state, ['open', 'unknown']),
          lte(intent.settleAt, sql`clock_timestamp()`),
          inArray(action.state, ['done', 'problem', 'cancelled']),
        ),
      );
    return rows.map((row) => row.intent);
  });
}

/** Tenants with unsettled writes: what a starting worker sweeps. */
export async function tenantsWithUnsettledIntents(db: Database): Promise<string[]> {
  const rows = await asInstall(db, (tx) =>
    tx.selectDistinct({ tenantId: intent.tenantId }).from(intent).where(unsettled),
  );
  return rows.map(({ tenantId }) => tenantId);
}
