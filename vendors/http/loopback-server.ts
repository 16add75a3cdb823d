import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VendorError } from './errors.ts';

/** A request as a test's server got it. */
export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a test's server answers: a plain reply, or anything it likes to do to the connection. */
export type Reply =
  | { status?: number; headers?: Record<string, string | string[]>; body?: unknown }
  | ((response: ServerResponse) => void);

/**
 * A real HTTP server on 127.0.0.1 for tests. Bodies that are not text are sent as JSON.
 * `await using` stops it.
 */
export async function startServer(
  answer: (request: SeenRequest, requests: SeenRequest[]) => Reply | Promise<Reply>,
) {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const seen: SeenRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(seen);
      void Promise.resolve(answer(seen, requests)).then((reply) => give(reply, response));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function give(reply: Reply, response: ServerResponse): void {
  if (typeof reply === 'function') return reply(response);
  const { status = 200, headers = {}, body = '' } = reply;
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/html' : 'application/json',
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}

/** The faults of a connection, named as they are in the tests. */
export const faults = {
  htmlPage: { body: '<html><body>Welcome</body></html>' },
  malformedJson: { headers: { 'content-type': 'application/json' }, body: '{"id": 1,' },
  serverError: { status: 502, body: '<html>Bad Gateway</html>' },
  redirect: { status: 302, headers: { location: 'https://example.com/' } },
  /** Announces more than it sends, then closes. */
  truncated: (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"id": 1, "items": [', () => response.destroy());
  },
  reset: (response: ServerResponse) => void response.destroy(),
  notHttp: (response: ServerResponse) => void response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  silence: () => undefined,
} satisfies Record<string, Reply>;

/** The policy of tests: loopback and nothing else besides the vendors. */
export const loopbackPolicy = { allowLoopback: true, extraOrigins: [] };

/** The {@link VendorError} that a call must fail with; anything else fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<VendorError> {
  const error: unknown = await call.then(
    () => new Error('The call did not fail.'),
    (reason: unknown) => reason,
  );
  if (error instanceof VendorError) return error;
  throw error;
}
