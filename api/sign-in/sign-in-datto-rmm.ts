import type { AuthContext, BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { Database } from '../../db/connect.ts';
import { admitPerson } from '../../db/sign-in/admit-person.ts';
import { countAttempt, type AttemptLimit } from '../../db/sign-in/count-attempt.ts';
import { ApiError } from '../api-error.ts';
import { failedCheck, type VendorChecks } from '../vendor-checks.ts';
import type { SignInKeys } from './sign-in-keys.ts';

export interface DattoRmmSignInDependencies {
  db: Database;
  keys: SignInKeys;
  checks: VendorChecks;
  perKey: AttemptLimit;
}

export const dattoRmmCredentials = z.object({
  url: z.string().min(1).max(200),
  key: z.string().min(1).max(200),
  secret: z.string().min(1).max(500),
  /** How the audit names this person. */
  name: z.string().trim().min(1).max(80).optional(),
});

/**
 * Signs a person in with their own Datto RMM key, which is checked and not kept (spec 1.1). Datto
 * tells nobody's name for a key, so a person is who holds the same key of the same account.
 */
export function dattoRmmSignIn({ db, keys, checks, perKey }: DattoRmmSignInDependencies) {
  return {
    id: 'datto-rmm',
    endpoints: {
      signInDattoRmm: createAuthEndpoint(
        '/sign-in/datto-rmm',
        { method: 'POST', body: dattoRmmCredentials },
        async (ctx) => {
          const { url, key, secret, name } = ctx.body;
          await limitAttempts(db, `sign-in/key/${keys.fingerprint('attempt', key)}`, perKey);
          const check = await checks.dattoRmm({ url, key, secret });
          if (!check.ok) throw refusedSignIn(failedCheck(check));
          const { origin: apiOrigin, accountUid, accountName } = check;

          const who = keys.fingerprint('person', apiOrigin, accountUid, key);
          const user = await findOrCreateUser(ctx.context.internalAdapter, who, name);
          const person = { id: user.id, name: user.name };
          const { tenantId, tenantName, role, newTenant } = await admitPerson(
            db,
            { apiOrigin, accountUid, accountName },
            person,
          );
          const session = await ctx.context.internalAdapter.createSession(user.id, false, {
            tenantId,
          });
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ person, tenant: { id: tenantId, name: tenantName }, role, newTenant });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}

async function limitAttempts(db: Database, key: string, limit: AttemptLimit): Promise<void> {
  const counted = await countAttempt(db, key, limit);
  if (counted.allowed) return;
  throw new ApiError(
    429,
    'too-many-attempts',
    `Too many sign-ins with this key. Try again in ${counted.retryAfterSeconds} s.`,
    counted.retryAfterSeconds,
  );
}

/** A wrong key is not signed in; one that sees too little is not allowed in. */
function refusedSignIn(failed: ApiError): ApiError {
  if (failed.status !== 422) return failed;
  return new ApiError(failed.code === 'auth-refused' ? 401 : 403, failed.code, failed.message);
}

type Users = AuthContext['internalAdapter'];
type User = Parameters<typeof setSessionCookie>[1]['user'];

async function findOrCreateUser(
  users: Users,
  fingerprint: string,
  name: string | undefined,
): Promise<User> {
  // Nobody's address: better-auth needs one, and `.invalid` never receives mail (RFC 2606).
  const email = `${fingerprint}@datto-rmm.invalid`;
  const known = await users.findUserByEmail(email);
  if (known) {
    if (name === undefined || name === known.user.name) return known.user;
    await users.updateUser(known.user.id, { name });
    return { ...known.user, name };
  }
  const called = name ?? `Datto administrator ${fingerprint.slice(0, 4)}`;
  try {
    return await users.createUser(
      { email, name: called, emailVerified: false },
      { method: 'datto-rmm' },
    );
  } catch (error) {
    // The same person may be signing in twice at this moment.
    const made = await users.findUserByEmail(email);
    if (made) return made.user;
    throw error;
  }
}
