import { desc } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { apiToken } from '../schema/index.ts';

/** A tenant's API tokens without their hashes, the newest first. */
export function listTokens(db: Database, tenantId: string) {
  return withTenant(db, tenantId, (tx) =>
    tx
      .select({
        id: apiToken.id,
        name: apiToken.name,
        role: apiToken.role,
        scope: apiToken.scope,
        createdBy: apiToken.createdBy,
        createdAt: apiToken.createdAt,
        expiresAt: apiToken.expiresAt,
        revokedAt: apiToken.revokedAt,
      })
      .from(apiToken)
      .orderBy(desc(apiToken.createdAt)),
  );
}
