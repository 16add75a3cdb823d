import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { asInstall, type Database } from '../connect.ts';
import { apiToken, type Role } from '../schema/index.ts';
import type { TokenScope } from './create-token.ts';

export interface FoundToken {
  id: string;
  name: string;
  tenantId: string;
  role: Role;
  scope: TokenScope;
}

/** The live token of that hash: not revoked, not expired. Its tenant is not known beforehand. */
export function findToken(db: Database, hash: string): Promise<FoundToken | null> {
  return asInstall(db, async (tx) => {
    const [found] = await tx
      .select({
        id: apiToken.id,
        name: apiToken.name,
        tenantId: apiToken.tenantId,
        role: apiToken.role,
        scope: apiToken.scope,
      })
      .from(apiToken)
      .where(
        and(
          eq(apiToken.hash, hash),
          isNull(apiToken.revokedAt),
          gt(apiToken.expiresAt, sql`clock_timestamp()`),
        ),
      );
    return found ?? null;
  });
}
