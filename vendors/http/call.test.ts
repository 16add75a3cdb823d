import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { callVendor } from './call.ts';
import type { CallReport, VendorCall } from './call.ts';
import { readJson } from './answer-body.ts';
import { exchange } from './exchange.ts';
import { failureOf, faults, loopbackPolicy as policy, startServer } from './loopback-server.ts';
import { TransportFault } from './transport-fault.ts';

const faultCases = [
  ['a web page instead of JSON', faults.htmlPage, 'contract-broken'],
  ['malformed JSON', faults.malformedJson, 'contract-broken'],
  ['a redirect', faults.redirect, 'contract-broken'],
  ['something that is not HTTP', faults.notHttp, 'contract-broken'],
  ['a server error', faults.serverError, 'transient'],
  ['half a body', faults.truncated, 'transient'],
  ['a cut connection', faults.reset, 'transient'],
] as const;

describe('a read', () => {
  it.each(faultCases)('that is answered with %s', async (_what, reply, code) => {
    await using server = await startServer(() => reply);
    expect(await failureOf(read(server.url))).toMatchObject({ code, operation: 'GET /thing' });
  });

  it('never follows a redirect', async () => {
    await using server = await startServer(({ path }) =>
      path === '/thing' ? { status: 307, headers: { location: '/elsewhere' } } : { body: '{}' },
    );
    await failureOf(read(server.url));
    expect(server.requests.map(({ path }) => path)).toEqual(['/thing']);
  });

  it('gives a whole answer back', async () => {
    await using server = await startServer(() => ({ body: { name: 'Zoë' } }));
    expect(await read(server.url)).toEqual({ name: 'Zoë' });
  });

  it('of a host that nobody answers at is transient', async () => {
    expect(await failureOf(read(await unusedUrl()))).toMatchObject({ code: 'transient' });
  });

  it('of an inner address or over plain http is refused before connecting', async () => {
    expect(await failureOf(read('https://10.0.0.1'))).toMatchObject({ code: 'address-refused' });
    expect(await failureOf(read('http://merlot-api.centrastage.net'))).toMatchObject({
      code: 'address-refused',
    });
  });

  it('ends with the reason of its signal', async () => {
    const abort = new AbortController();
    await using server = await startServer(() => {
      abort.abort(new Error('the run was cancelled'));
      return faults.silence;
    });
    await expect(read(server.url, { signal: abort.signal })).rejects.toThrow('run was cancelled');
  });
});

describe('a write', () => {
  it.each(faultCases)(
    'that is answered with %s has an unknown outcome',
    async (_what, reply, _code) => {
      await using server = await startServer(() => reply);
      expect(await failureOf(write(server.url))).toMatchObject({ code: 'unknown-outcome' });
      expect(server.requests).toHaveLength(1);
    },
  );

  it('that gets no answer in time has an unknown outcome', async () => {
    await using server = await startServer(() => faults.silence);
    expect(await failureOf(write(server.url, {}, 100))).toMatchObject({
      code: 'unknown-outcome',
      status: undefined,
    });
  });

  it('whose answer dribbles in too slowly has an unknown outcome', async () => {
    await using server = await startServer(() => (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await failureOf(write(server.url, {}, 150))).toMatchObject({ code: 'unknown-outcome' });
  });

  it('that is cancelled after it was sent has an unknown outcome', async () => {
    const abort = new AbortController();
    await using server = await startServer(() => {
      abort.abort();
      return faults.silence;
    });
    const error = await failureOf(write(server.url, { signal: abort.signal }));
    expect(error).toMatchObject({ code: 'unknown-outcome' });
  });

  it('that is cancelled before was not sent', async () => {
    await using server = await startServer(() => ({ body: '{}' }));
    const error = await failureOf(write(server.url, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'not-sent' });
    expect(server.requests).toHaveLength(0);
  });

  it('past its moment was not sent', async () => {
    await using server = await startServer(() => ({ body: '{}' }));
    const error = await failureOf(write(server.url, { sendBefore: performance.now() - 1 }));
    expect(error).toMatchObject({ code: 'not-sent' });
    expect(server.requests).toHaveLength(0);
  });

  it('whose moment passes while it waits for its connection was not sent', async () => {
    await using server = await startServer(() => ({ body: '{}' }));
    const sendBefore = performance.now() + 5;
    const pending = failureOf(write(server.url, { sendBefore }));
    // The event loop is kept busy, so that the connection is made too late.
    while (performance.now() < sendBefore);
    expect(await pending).toMatchObject({ code: 'not-sent' });
    expect(server.requests).toHaveLength(0);
  });

  it('to a host that nobody answers at, or an inner address, was not sent', async () => {
    expect(await failureOf(write(await unusedUrl()))).toMatchObject({ code: 'not-sent' });
    expect(await failureOf(write('https://10.0.0.1'))).toMatchObject({
      code: 'not-sent',
    });
  });
});

describe('an answer', () => {
  it('that is too large is given up while it comes in', async () => {
    await using server = await startServer(() => (response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    const request = { kind: 'read', method: 'GET', url: new URL(server.url), headers: {} } as const;
    const sent = exchange({ ...request, timeoutMs: 30_000, responseLimitBytes: 100_000 }, policy);
    await expect(sent).rejects.toMatchObject(new TransportFault('too-large', true));
  });
});

describe('every call', () => {
  it('is reported with its status and duration, or null if no answer came', async () => {
    const calls: CallReport[] = [];
    const onCall = (call: CallReport) => calls.push(call);
    await using server = await startServer((_request, { length }) =>
      length === 1 ? { status: 404, body: '{}' } : faults.reset,
    );
    await callVendor(request(server.url), { policy, onCall });
    await failureOf(callVendor(request(server.url), { policy, onCall }));
    expect(calls).toMatchObject([
      { vendor: 'datto-rmm', operation: 'GET /thing', status: 404 },
      { vendor: 'datto-rmm', operation: 'GET /thing', status: null },
    ]);
    expect(calls[0]?.durationMs).toBeGreaterThan(0);
  });
});

function request(url: string, more: Partial<VendorCall> = {}): VendorCall {
  return {
    vendor: 'datto-rmm',
    operation: 'GET /thing',
    kind: 'read',
    method: 'GET',
    url: new URL('/thing', url),
    headers: {},
    ...more,
  };
}

async function read(url: string, more: Partial<VendorCall> = {}): Promise<unknown> {
  return readJson(await callVendor(request(url, more), { policy }));
}

async function write(url: string, more: Partial<VendorCall> = {}, writeTimeoutMs = 5000) {
  const sendBefore = performance.now() + 4000;
  const call = request(url, { kind: 'write', method: 'POST', body: '{}', sendBefore, ...more });
  return readJson(await callVendor(call, { policy, writeTimeoutMs }));
}

/** The address of a port that was free a moment ago. */
async function unusedUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
