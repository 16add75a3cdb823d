import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { ApiError } from '../api-error.ts';
import { body, json, route } from '../route.ts';
import { role } from '../shapes/basics.ts';
import { authOrigin, authPath, clientAddressHeader, type Auth } from '../sign-in/auth.ts';
import { dattoRmmCredentials } from '../sign-in/sign-in-datto-rmm.ts';
import { welcomeAdvice } from '../sign-in/welcome.ts';

const signedIn = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  tenant: z.object({ id: z.string(), name: z.string() }),
  role,
  newTenant: z.boolean(),
});

const answer = signedIn
  .omit({ newTenant: true })
  .extend({
    token: z.string().meta({ description: 'For `Authorization: Bearer`; a cookie is set too.' }),
    welcome: z.boolean().meta({ description: 'The account was unknown: its tenant is new.' }),
    advice: z.array(z.string()).meta({ description: 'First steps, for a new tenant.' }),
  })
  .openapi('SignedIn');

/** Signs in with Datto RMM credentials (spec 1.1 to 1.3). */
export const postSignInDattoRmm = (auth: Auth, addressOf: (c: Context) => string) =>
  route(
    {
      method: 'post',
      path: '/v1/auth/sign-in/datto-rmm',
      operationId: 'signInDattoRmm',
      tags: ['Sign-in'],
      summary: 'Sign in with your own Datto RMM API key',
      description:
        'The key is checked and not kept. Only people who administer the account get in: account, sites, users and variables must be readable, and the managed devices of the sites seen must be all that the account counts.',
      security: [],
      request: body(dattoRmmCredentials.openapi('DattoRmmCredentials')),
      responses: { 200: json(answer, 'Signed in') },
    },
    async (c) => {
      const passed = await auth.handler(
        new Request(`${authOrigin}${authPath}/sign-in/datto-rmm`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'user-agent': c.req.header('user-agent') ?? '',
            [clientAddressHeader]: addressOf(c),
          },
          body: JSON.stringify(c.req.valid('json')),
        }),
      );
      if (passed.status === 429) throw tooMany(passed);
      const { newTenant, ...who } = signedIn.parse(await passed.json());
      for (const cookie of passed.headers.getSetCookie()) {
        c.header('set-cookie', cookie, { append: true });
      }
      const token = passed.headers.get('set-auth-token') ?? '';
      const advice = newTenant ? welcomeAdvice : [];
      return c.json({ ...who, token, welcome: newTenant, advice: [...advice] }, 200);
    },
  );

function tooMany(limited: Response): ApiError {
  const seconds = Number(limited.headers.get('x-retry-after') ?? 60);
  return new ApiError(
    429,
    'too-many-attempts',
    `Too many sign-ins from this address. Try again in ${seconds} s.`,
    seconds,
  );
}
