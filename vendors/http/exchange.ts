import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { guardedAgent } from './agent.ts';
import type { CallKind } from './agent.ts';
import type { AddressPolicy } from './addresses.ts';
import { TransportFault, describeFault } from './transport-fault.ts';

export interface HttpRequest {
  kind: CallKind;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Already checked by {@link isCallable}. */
  url: URL;
  headers: Record<string, string>;
  body?: string | undefined;
  /** Limit of the whole exchange, from here to the last byte of the answer. */
  timeoutMs: number;
  /** On the clock of `performance.now()`: nothing is handed to the socket from then on. */
  sendBefore?: number | undefined;
  /** Longest body taken. Default 32 MiB. */
  responseLimitBytes?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export const defaultResponseLimitBytes = 32 * 1024 * 1024;

/**
 * Sends one request once and reads the whole answer. Redirects come back as what they are.
 * @throws {TransportFault} for everything but a whole answer; `sent` tells whether the request may
 * have reached the vendor.
 */
export function exchange(request: HttpRequest, policy: AddressPolicy): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    let receivedBytes = 0;
    let sent = false;
    let settled = false;
    let controller: Dispatcher.DispatchController | undefined;
    const limitBytes = request.responseLimitBytes ?? defaultResponseLimitBytes;

    const settle = () => {
      settled = true;
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    };
    const fail = (fault: TransportFault) => {
      if (settled) return;
      settle();
      reject(fault);
      controller?.abort(fault);
    };
    const onAbort = () => fail(new TransportFault('cancelled', sent));
    const timer = setTimeout(() => fail(new TransportFault('timeout', sent)), request.timeoutMs);

    if (request.signal?.aborted) return onAbort();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    if (isTooLate(request)) return fail(new TransportFault('too-late', false));

    const handler: Dispatcher.DispatchHandler = {
      // The last moment before the request is written to a socket: up to here nothing can have
      // reached the vendor, from here on it may have.
      onRequestStart(started) {
        controller = started;
        if (settled || sent) return started.abort(new TransportFault('reset', sent));
        if (isTooLate(request)) return fail(new TransportFault('too-late', false));
        sent = true;
      },
      onResponseStart(_controller, statusCode, responseHeaders) {
        if (statusCode < 200) return;
        status = statusCode;
        headers = responseHeaders;
      },
      onResponseData(_controller, chunk) {
        receivedBytes += chunk.length;
        if (receivedBytes > limitBytes) return fail(new TransportFault('too-large', sent));
        chunks.push(chunk);
      },
      onResponseEnd() {
        if (settled) return;
        settle();
        resolve({ status, headers, text: Buffer.concat(chunks).toString('utf8') });
      },
      onResponseError(_controller, error) {
        fail(describeFault(error, sent));
      },
    };

    try {
      guardedAgent(request.kind, policy).dispatch(
        {
          origin: request.url.origin,
          path: request.url.pathname + request.url.search,
          method: request.method,
          headers: request.headers,
          body: request.body ?? null,
        },
        handler,
      );
    } catch {
      fail(new TransportFault('unsendable', sent));
    }
  });
}

function isTooLate({ sendBefore }: HttpRequest): boolean {
  return sendBefore !== undefined && performance.now() >= sendBefore;
}
