import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { apiToken, type Role } from '../schema/index.ts';

export type TokenScope = 'read' | 'write';

export interface NewToken {
  name: string;
  /** SHA-256 of the token: the token itself is shown once and kept nowhere. */
  hash: string;
  role: Role;
  scope: TokenScope;
  expiresAt: Date;
}

/** @returns the new token's id. */
export function createToken(
  db: Database,
  { tenantId, actor }: Acting,
  { name, hash, role, scope, expiresAt }: NewToken,
): Promise<string> {
  return withTenant(db, tenantId, async (tx) => {
    const createdBy = 'name' in actor ? actor.name : actor.kind;
    const [made] = await tx
      .insert(apiToken)
      .values({ tenantId, name, hash, role, scope, expiresAt, createdBy })
      .returning({ id: apiToken.id });
    if (!made) throw new Error('a token was inserted without an id');
    await appendAudit(tx, tenantId, {
      actor,
      verb: 'token.create',
      subject: `token/${made.id}`,
      after: { name, role, scope, expiresAt },
    });
    return made.id;
  });
}
