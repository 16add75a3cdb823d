import { eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { install, tenant } from '../schema/index.ts';

/** Under a freeze a run reads and plans, and permits nothing: it would only wait with its writes. */
export async function writesStopped(tx: Transaction, tenantId: string): Promise<string | null> {
  const [whole] = await tx.select().from(install);
  const [one] = await tx.select().from(tenant).where(eq(tenant.id, tenantId));
  const frozenAt = whole?.frozenAt ?? one?.frozenAt ?? null;
  return frozenAt && `Writes are frozen since ${frozenAt.toISOString()}: nothing is carried out.`;
}
