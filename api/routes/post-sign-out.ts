import { z } from '@hono/zod-openapi';
import { json, route } from '../route.ts';
import { authOrigin, authPath, type Auth } from '../sign-in/auth.ts';

const signedOut = z.object({ signedOut: z.literal(true) }).openapi('SignedOut');

/** Ends the session. An API token is ended by revoking it. */
export const postSignOut = (auth: Auth) =>
  route(
    {
      method: 'post',
      path: '/v1/auth/sign-out',
      operationId: 'signOut',
      tags: ['Sign-in'],
      summary: 'End this session',
      responses: { 200: json(signedOut, 'The session has ended, or there was none') },
    },
    async (c) => {
      const headers = new Headers();
      for (const name of ['authorization', 'cookie']) {
        const value = c.req.header(name);
        if (value !== undefined) headers.set(name, value);
      }
      const passed = await auth.handler(
        new Request(`${authOrigin}${authPath}/sign-out`, { method: 'POST', headers }),
      );
      for (const cookie of passed.headers.getSetCookie()) {
        c.header('set-cookie', cookie, { append: true });
      }
      return c.json({ signedOut: true } as const, 200);
    },
  );
