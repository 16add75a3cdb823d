import { and, eq, isNull } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { apiToken } from '../schema/index.ts';

/** Ends an API token at once. Revoking it again changes nothing. */
export function revokeToken(
  db: Database,
  { tenantId, actor }: Acting,
  tokenId: string,
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select({ name: apiToken.name })
      .from(apiToken)
      .where(eq(apiToken.id, tokenId));
    if (!found) throw new Refused('not-found', `There is no token ${tokenId}.`);
    const revoked = await tx
      .update(apiToken)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiToken.id, tokenId), isNull(apiToken.revokedAt)))
      .returning({ id: apiToken.id });
    if (revoked.length === 0) return;
    await appendAudit(tx, tenantId, {
      actor,
      verb: 'token.revoke',
      subject: `token/${tokenId}`,
      before: { name: found.name },
    });
  });
}
