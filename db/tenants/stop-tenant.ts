import { eq } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { tenant } from '../schema/index.ts';

/** `pause` stops runs and their writes; `freeze` stops every write, decisions' too (spec 5.4). */
export type TenantStop = 'pause' | 'freeze';

const columns = { pause: 'pausedAt', freeze: 'frozenAt' } as const;
const verbs = {
  pause: { set: 'tenant.pause', clear: 'tenant.resume' },
  freeze: { set: 'tenant.freeze', clear: 'tenant.unfreeze' },
} as const;

/**
 * Pauses or freezes a tenant, or takes that back. Doing it again changes nothing.
 *
 * @returns since when it is stopped, or null.
 */
export function stopTenant(
  db: Database,
  { tenantId, actor }: Acting,
  stop: TenantStop,
  stopped: boolean,
  why?: string,
): Promise<Date | null> {
  const column = columns[stop];
  return withTenant(db, tenantId, async (tx) => {
    const [mine] = await tx.select().from(tenant).where(eq(tenant.id, tenantId)).for('update');
    if (!mine) throw new Refused('not-found', 'This tenant no longer exists. Sign in again.');
    const before = mine[column];
    if ((before !== null) === stopped) return before;
    const after = stopped ? new Date() : null;
    await tx
      .update(tenant)
      .set({ [column]: after })
      .where(eq(tenant.id, tenantId));
    await appendAudit(tx, tenantId, {
      actor,
      verb: verbs[stop][stopped ? 'set' : 'clear'],
      subject: `tenant/${tenantId}`,
      before: { [column]: before },
      after: { [column]: after },
      why: why ?? null,
    });
    return after;
  });
}
