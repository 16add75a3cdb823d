import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkDattoRmmKey } from './datto-rmm/check.ts';
import { createDattoRmmClient } from './datto-rmm/client.ts';
import { checkGravityzoneKey } from './gravityzone/check.ts';
import { createGravityzoneClient } from './gravityzone/client.ts';
import { companyId } from './gravityzone/ids.ts';
import { createRateLimits } from './http/limits.ts';
import { faults, loopbackPolicy as policy, startServer } from './http/loopback-server.ts';
import type { Reply, SeenRequest } from './http/loopback-server.ts';
import { checkItglueKey } from './itglue/check.ts';
import { createItglueClient } from './itglue/client.ts';
import { configurationId } from './itglue/ids.ts';

const canaries = {
  key: 'CANARY-key+1/2=3',
  secret: 'CANARY-secret&"4"%5',
  token: 'CANARY-token.6-7_8',
  value: 'CANARY-value[9]',
  password: 'CANARY-Passw0rd!',
};

/** Answers that repeat all that was sent, as careless servers do. */
const echoes: Record<string, (request: SeenRequest) => Reply> = {
  'an error that repeats the request': (request) => ({
    status: 400,
    body: { status: 400, error: everything(request), message: everything(request) },
  }),
  'a JSON-RPC error that repeats the request': (request) => ({
    body: {
      id: idOf(request),
      error: { code: -32602, message: 'x', data: { details: everything(request) } },
    },
  }),
  'a JSON:API error that repeats the request': (request) => ({
    status: 422,
    body: { errors: [{ title: everything(request), detail: [everything(request)] }] },
  }),
  'a page that repeats the request': (request) => ({ body: `<html>${everything(request)}` }),
  'a 403 that repeats the request': (request) => ({ status: 403, body: everything(request) }),
  'a 5xx that repeats the request': (request) => ({ status: 500, body: everything(request) }),
  'a redirect that repeats the request': (request) => ({
    status: 302,
    headers: { location: `/?${encodeURIComponent(everything(request))}` },
  }),
  'data that repeats the request': (request) => ({ body: { [everything(request)]: 1, id: 1 } }),
};

const answers: [string, (request: SeenRequest) => Reply][] = [
  ...Object.entries(echoes),
  ...Object.entries(faults).map(([name, reply]) => [name, () => reply] as [string, () => Reply]),
];

describe('no error shows a key, secret, token or secret value', () => {
  it.each(answers)('after %s', async (name, answer) => {
    await using server = await startServer((request) => {
      const isToken = request.path === '/auth/oauth/token';
      const isSignIn = isToken && request.headers['x-refuse'] === undefined;
      return isSignIn ? { body: { access_token: canaries.token } } : answer(request);
    });
    const limits = createRateLimits({ store: 'memory', scale: 1000 });
    const writeTimeoutMs = 200;
    const signal = name === 'silence' ? { signal: AbortSignal.timeout(100) } : {};
    const send = () => ({ sendBefore: performance.now() + 4000 });

    const datto = createDattoRmmClient({
      url: server.url,
      ...canaries,
      policy,
      limits,
      writeTimeoutMs,
    });
    const accessUrl = `${server.url}/api`;
    const apiKey = canaries.key;
    const gravityzone = createGravityzoneClient({
      accessUrl,
      apiKey,
      policy,
      limits,
      writeTimeoutMs,
    });
    const itglue = createItglueClient({ url: server.url, apiKey, policy, limits, writeTimeoutMs });
    const variable = { name: 'A', value: canaries.value, masked: true };
    const id = companyId('0'.repeat(24));
    const failed = await Promise.allSettled([
      datto.account(signal),
      datto.siteVariables('a', signal),
      gravityzone.companyDetails(id, signal),
      itglue.configuration(configurationId('1'), signal),
      itglue.configurationTypes(signal),
      itglue
        .turn('archiveConfiguration')
        .then((turn) => itglue.archiveConfiguration(configurationId('1'), true, turn, send())),
      datto
        .turn('createSiteVariable')
        .then((t) => datto.createSiteVariable('a', variable, t, send())),
      gravityzone.turn('createPackage').then((turn) =>
        gravityzone.createPackage(
          {
            companyId: id,
            name: 'A',
            modules: [],
            addOns: [],
            removeCompetitors: true,
            uninstallPassword: canaries.password,
          },
          turn,
          send(),
        ),
      ),
    ]);
    for (const result of failed) {
      if (result.status === 'rejected') expectNoCanary(result.reason);
    }
    expect(failed.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(3);
  });

  it.each(answers.filter(([name]) => name !== 'silence'))(
    'after a sign-in that is answered with %s',
    async (_name, answer) => {
      await using server = await startServer(answer);
      const limits = createRateLimits({ store: 'memory', scale: 1000 });
      const { key, secret } = canaries;
      expectNoCanary(await checkDattoRmmKey({ url: server.url, key, secret, policy, limits }));
      const accessUrl = `${server.url}/api`;
      expectNoCanary(await checkGravityzoneKey({ accessUrl, apiKey: key, policy, limits }));
      expectNoCanary(await checkItglueKey({ url: server.url, apiKey: key, policy, limits }));
    },
  );

  it('after a URL that holds one', () => {
    const { key, secret } = canaries;
    const limits = createRateLimits({ store: 'memory' });
    for (const url of [`https://${encodeURIComponent(secret)}@x.example`, `https://x/?k=${key}`]) {
      try {
        createDattoRmmClient({ url, key, secret, policy, limits });
        expect.unreachable();
      } catch (error) {
        expectNoCanary(error);
      }
    }
  });
});

/** The request, and every secret that was in it in every way in which a server might write it down. */
function everything({ headers, body }: SeenRequest): string {
  const basic = headers.authorization?.replace(/^Basic /, '') ?? '';
  const login = Buffer.from(basic, 'base64').toString('latin1');
  const all = [headers.authorization, login, headers['x-api-key'], body].join(' | ');
  const sent = Object.values(canaries).filter((canary) =>
    [canary, JSON.stringify(canary).slice(1, -1), new URLSearchParams({ a: canary }).toString()]
      .map((form) => form.replace(/^a=/, ''))
      .some((form) => all.includes(form)),
  );
  return [all, encodeURIComponent(body), ...sent.flatMap(forms)].join(' | ');
}

function idOf({ body }: SeenRequest): unknown {
  try {
    return (JSON.parse(body) as { id?: unknown }).id;
  } catch {
    return null;
  }
}

function expectNoCanary(error: unknown): void {
  const shown = [
    inspect(error, { depth: Infinity, showHidden: true, getters: true }),
    JSON.stringify(error),
    error instanceof Error ? `${error.message} ${error.stack} ${inspect(error.cause)}` : '',
  ].join('\n');
  const lower = shown.toLowerCase();
  const found = Object.values(canaries).filter((canary) =>
    forms(canary).some((form) => lower.includes(form.toLowerCase())),
  );
  expect(found).toEqual([]);
  expect(shown).not.toContain('CANARY');
}

/** In clear, URL-encoded, in hex, and what base64 shows of it at its three offsets. */
function forms(canary: string): string[] {
  const offsets = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('x'.repeat(offset) + canary).toString('base64');
    return encoded.slice(offset === 0 ? 0 : 4, Math.floor(((offset + canary.length) * 4) / 3));
  });
  return [canary, encodeURIComponent(canary), Buffer.from(canary).toString('hex'), ...offsets];
}
