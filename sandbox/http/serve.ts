import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import type { FaultList } from '../faults/fault-list.ts';
import { answerWith, carryOut, type Exchange } from './carry-out.ts';
import type { Incoming, Vendor } from './call.ts';

const loopback = '127.0.0.1';
const longestBodyBytes = 4 * 1024 * 1024;

/** A listening server and how to stop it at once, open connections included. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on loopback only. Port 0 takes a free one; a taken port rejects with EADDRINUSE. */
export async function listen(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listening> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A client that went away is no news; anything else is a mistake of the sandbox's own.
      if (response.destroyed) return;
      process.stderr.write(
        `sandbox: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`,
      );
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The sandbox itself failed; see its standard error.');
    });
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: () => stop(server) };
}

/** Serves the vendor of the moment, which `POST /reset` exchanges for a fresh one. */
export function serveVendor(current: () => Vendor, faults: FaultList, clock: Clock) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrivedAtMs = clock.nowMs();
    const incoming = await read(request);
    const vendor = current();
    const call = vendor.understand(incoming);
    const entry = vendor.log.add(arrivedAtMs, {
      vendor: vendor.name,
      credential: call.credential,
      operation: call.operation,
      path: incoming.target,
    });
    const admission = await call.admit();
    const exchange: Exchange = { vendor, call, entry, response, clock, answerDelayMs: 0 };
    if (admission.refused !== null) return answerWith(exchange, admission.refused);
    const fault = faults.take({
      vendor: vendor.name,
      operation: call.operation,
      path: incoming.target,
      body: incoming.body,
    });
    return carryOut({ ...exchange, answerDelayMs: admission.answerDelayMs }, fault);
  };
}

/** The request with its body; a body over 4 MiB is cut there, which no vendor call needs. */
export async function read(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= longestBodyBytes) chunks.push(chunk);
  }
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
    remoteAddress: request.socket.remoteAddress ?? loopback,
  };
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
