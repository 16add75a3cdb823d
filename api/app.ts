import { OpenAPIHono } from '@hono/zod-openapi';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { except } from 'hono/combine';
import { createMiddleware } from 'hono/factory';
import type { Logger } from 'pino';
import type { Database } from '../db/connect.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { ApiEnv } from './access.ts';
import { answerError } from './error-answer.ts';
import { refuseInvalid } from './invalid-input.ts';
import type { AskProgress } from './mapping-progress.ts';
import { notFoundAnswer } from './not-found.ts';
import { openApiInfo } from './openapi-info.ts';
import { referencePage } from './reference/reference-page.ts';
import { logRequests } from './request-log.ts';
import { routesOf } from './routes.ts';
import { sameOrigin } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { createAuth, type AuthDependencies } from './sign-in/auth.ts';
import { resolveAccess } from './sign-in/resolve-access.ts';
import type { SignInKeys } from './sign-in/sign-in-keys.ts';
import { refuseUnstorableText } from './storable-text.ts';
import type { VendorChecks } from './vendor-checks.ts';
import type { WorkflowUrl } from './workflow-url.ts';

export interface ApiDependencies {
  db: Database;
  keyring: Keyring;
  signInKeys: SignInKeys;
  checks: VendorChecks;
  askProgress: AskProgress;
  workflowUrl: WorkflowUrl;
  log: Logger;
  /** The https origin under which browsers reach this API, where TLS ends in front of it. */
  publicUrl?: string | undefined;
  signInLimits?: AuthDependencies['limits'];
}

export type ApiApp = ReturnType<typeof createApp>;

const usualSignInLimits = {
  perAddress: { max: 20, windowSeconds: 60 },
  perKey: { max: 10, windowSeconds: 300 },
};

const largestBodyBytes = 2 * 1024 * 1024;

/** The whole API over its dependencies. Everything but health, sign-in and the reference needs access. */
export function createApp(deps: ApiDependencies) {
  const { db, checks, log, publicUrl, signInKeys: keys } = deps;
  const limits = deps.signInLimits ?? usualSignInLimits;
  const auth = createAuth({ db, checks, keys, limits, publicUrl });
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  app.onError(answerError(log));
  app.notFound(notFoundAnswer);
  app.use(logRequests(log));
  app.route('/reference', referencePage());
  app.use(securityHeaders());
  app.use(sameOrigin(publicUrl));
  app.use(bodyLimit({ maxSize: largestBodyBytes }));
  app.use(refuseUnstorableText);
  app.use('/v1/*', noStore);
  app.use('/v1/*', except('/v1/auth/*', resolveAccess(db, auth)));
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of a session, or an API token (`sst_…`)',
  });
  app.doc31('/openapi.json', openApiInfo);
  return app.openapiRoutes(routesOf({ ...deps, auth, addressOf }));
}

function addressOf(c: Context): string {
  return getConnInfo(c).remote.address ?? '';
}

/** Answers are a tenant's own: nobody in between keeps them. */
const noStore = createMiddleware(async (c, next) => {
  await next();
  c.header('cache-control', 'no-store');
});
