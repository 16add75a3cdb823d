import { eq } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { membership, type Role } from '../schema/index.ts';

/** What a person may do in a tenant; nothing if they are no member of it. */
export function findMember(
  db: Database,
  tenantId: string,
  userId: string,
): Promise<{ role: Role } | null> {
  return withTenant(db, tenantId, async (tx) => {
    const [member] = await tx
      .select({ role: membership.role })
      .from(membership)
      .where(eq(membership.userId, userId));
    return member ?? null;
  });
}
