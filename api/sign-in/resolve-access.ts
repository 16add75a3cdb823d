import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Database } from '../../db/connect.ts';
import { findMember } from '../../db/sign-in/find-member.ts';
import { findToken } from '../../db/tokens/find-token.ts';
import type { Access, ApiEnv } from '../access.ts';
import type { Auth } from './auth.ts';

/** API tokens begin with this, so that one is known on sight, by us and by secret scanners. */
export const tokenPrefix = 'sst_';

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Finds out who asks, by API token, bearer session or cookie; nobody is let through as nobody. */
export function resolveAccess(db: Database, auth: Auth): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const bearer = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (bearer?.startsWith(tokenPrefix)) {
      c.set('access', await accessOfToken(db, bearer));
      return next();
    }
    const { access, headers } = await accessOfSession(db, auth, c.req.raw.headers);
    c.set('access', access);
    await next();
    // A session that was prolonged has a new cookie.
    for (const cookie of headers.getSetCookie()) {
      c.res.headers.append('set-cookie', cookie);
    }
    return undefined;
  };
}

async function accessOfToken(db: Database, token: string): Promise<Access | undefined> {
  const found = await findToken(db, tokenHash(token));
  if (!found) return undefined;
  const { id, name, tenantId, role, scope } = found;
  return { acting: { tenantId, actor: { kind: 'token', id, name } }, role, scope };
}

async function accessOfSession(
  db: Database,
  auth: Auth,
  requestHeaders: Headers,
): Promise<{ access: Access | undefined; headers: Headers }> {
  const { response, headers } = await auth.api.getSession({
    headers: requestHeaders,
    returnHeaders: true,
  });
  if (!response) return { access: undefined, headers };
  const { session, user } = response;
  const member = await findMember(db, session.tenantId, user.id);
  if (!member) return { access: undefined, headers };
  const actor = { kind: 'person' as const, id: user.id, name: user.name };
  return {
    access: { acting: { tenantId: session.tenantId, actor }, role: member.role, scope: 'write' },
    headers,
  };
}
