import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { bearer } from 'better-auth/plugins/bearer';
import type { Database } from '../../db/connect.ts';
import { account, session, user, verification } from '../../db/schema/index.ts';
import { countAttempt, type AttemptLimit } from '../../db/sign-in/count-attempt.ts';
import type { VendorChecks } from '../vendor-checks.ts';
import { dattoRmmSignIn } from './sign-in-datto-rmm.ts';
import type { SignInKeys } from './sign-in-keys.ts';

export interface AuthDependencies {
  db: Database;
  keys: SignInKeys;
  checks: VendorChecks;
  /** Sign-in attempts, by the address they come from and by the key they use. */
  limits: { perAddress: AttemptLimit; perKey: AttemptLimit };
  /** The https origin under which browsers reach the API; without it they do so on loopback. */
  publicUrl: string | undefined;
}

export type Auth = ReturnType<typeof createAuth>;

/** Set by us from the socket, over anything that a client sent under this name. */
export const clientAddressHeader = 'x-sitesync-client-address';

export const authPath = '/v1/auth';
/** better-auth wants its own address; it is never called under this one. */
export const authOrigin = 'http://sitesync.invalid';

const sessionSeconds = 24 * 60 * 60;
const refreshAfterSeconds = 60 * 60;

/** Sessions and sign-in, on better-auth. Only the endpoints that a route calls can be reached. */
export function createAuth({ db, keys, checks, limits, publicUrl }: AuthDependencies) {
  return betterAuth({
    appName: 'Sitesync',
    baseURL: publicUrl ?? authOrigin,
    basePath: authPath,
    secret: keys.sessionSecret,
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user, session, account, verification },
    }),
    session: {
      expiresIn: sessionSeconds,
      updateAge: refreshAfterSeconds,
      additionalFields: { tenantId: { type: 'string', required: true, input: false } },
    },
    rateLimit: {
      enabled: true,
      customRules: {
        '/sign-in/datto-rmm': {
          max: limits.perAddress.max,
          window: limits.perAddress.windowSeconds,
        },
      },
      customStorage: {
        get: () => Promise.resolve(null),
        set: () => Promise.resolve(),
        async consume(key, { max, window }) {
          const limit = { max, windowSeconds: window };
          const counted = await countAttempt(db, `sign-in/address/${key}`, limit);
          return counted.allowed
            ? { allowed: true, retryAfter: null }
            : { allowed: false, retryAfter: counted.retryAfterSeconds };
        },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      cookiePrefix: 'sitesync',
      // Browsers keep a Secure cookie of plain HTTP on loopback only sometimes.
      useSecureCookies: publicUrl !== undefined,
      // same-origin.ts has checked the origin of every request with a cookie before it comes here.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    plugins: [
      dattoRmmSignIn({ db, keys, checks, perKey: limits.perKey }),
      bearer({ requireSignature: true }),
    ],
    onAPIError: { throw: true },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
}
