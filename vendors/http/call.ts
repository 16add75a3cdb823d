import type { IncomingHttpHeaders } from 'node:http';
import type { CallKind } from './agent.ts';
import type { AddressPolicy } from './addresses.ts';
import { VendorError } from './errors.ts';
import type { Vendor, VendorErrorCode, VendorErrorFields } from './errors.ts';
import { exchange } from './exchange.ts';
import { TransportFault, faultSentences } from './transport-fault.ts';
import { isCallable } from './vendor-url.ts';

/** One finished HTTP call, for a run to count. `status` is null if no answer came. */
export interface CallReport {
  vendor: Vendor;
  operation: string;
  status: number | null;
  durationMs: number;
}

/** What every client is made with. */
export interface CallOptions {
  policy: AddressPolicy;
  onCall?: ((call: CallReport) => void) | undefined;
  /** Time limit of a write, in milliseconds. Default 30,000. */
  writeTimeoutMs?: number | undefined;
}

export interface VendorCall {
  vendor: Vendor;
  operation: string;
  kind: CallKind;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Record<string, string>;
  body?: string | undefined;
  sendBefore?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface VendorAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Makes an error about this answer with the call's own fields filled in. */
  error(fields: AnswerErrorFields): VendorError;
  /** The same, for an answer that is no clear answer: see {@link unclearCode}. */
  unclear(fields?: Omit<AnswerErrorFields, 'code'> & { broken?: boolean }): VendorError;
}
type AnswerErrorFields = Omit<VendorErrorFields, 'vendor' | 'operation' | 'status'>;

export const readTimeoutMs = 30_000;
const defaultWriteTimeoutMs = 30_000;

/**
 * The code for a call whose answer was lost or can't be understood. After a write that is always
 * `unknown-outcome`; after a read it is `contract-broken` where the vendor did answer but not as
 * its API does, else `transient`.
 */
export function unclearCode(kind: CallKind, broken: boolean): VendorErrorCode {
  if (kind === 'write') return 'unknown-outcome';
  return broken ? 'contract-broken' : 'transient';
}

/**
 * Makes one call and gives back the answer, unless it is a redirect or a 5xx.
 * @throws {VendorError} `address-refused` (read), `not-sent` (write), `unknown-outcome` (write),
 * `transient` or `contract-broken` (read). A read that the caller's signal stops rejects with the
 * signal's reason.
 */
export async function callVendor(call: VendorCall, options: CallOptions): Promise<VendorAnswer> {
  const { vendor, operation, kind, signal } = call;
  const timeoutMs =
    kind === 'read' ? readTimeoutMs : (options.writeTimeoutMs ?? defaultWriteTimeoutMs);
  const startedAt = performance.now();
  let status: number | null = null;
  try {
    if (!isCallable(call.url, options.policy)) throw new TransportFault('address-refused', false);
    const answer = await exchange({ ...call, timeoutMs }, options.policy);
    status = answer.status;
    const finished: VendorAnswer = {
      ...answer,
      error: (fields) => new VendorError({ vendor, operation, status: answer.status, ...fields }),
      unclear: ({ broken = true, ...fields } = {}) =>
        finished.error({ code: unclearCode(kind, broken), ...fields }),
    };
    if (status >= 300 && status < 400) {
      throw finished.unclear({ happened: 'it answered with a redirect, which is never followed' });
    }
    if (status >= 500 || status === 408) {
      throw finished.unclear({ broken: false, happened: `it answered with a server error` });
    }
    return finished;
  } catch (error) {
    if (!(error instanceof TransportFault)) throw error;
    if (error.kind === 'cancelled' && kind === 'read') throw signal?.reason;
    throw new VendorError({
      vendor,
      operation,
      code: faultCode(error, kind),
      fault: error.kind,
      happened: faultHappened(error, kind),
    });
  } finally {
    const durationMs = performance.now() - startedAt;
    options.onCall?.({ vendor, operation, status, durationMs });
  }
}

function faultCode(fault: TransportFault, kind: CallKind): VendorErrorCode {
  if (!fault.sent) {
    if (kind === 'write') return 'not-sent';
    return fault.kind === 'address-refused' ? 'address-refused' : 'transient';
  }
  return unclearCode(kind, fault.kind === 'too-large' || fault.kind === 'not-http');
}

function faultHappened(fault: TransportFault, kind: CallKind): string {
  if (kind === 'read') return faultSentences[fault.kind];
  const outcome = fault.sent
    ? 'the change was sent, but no clear answer came'
    : 'the change was not sent';
  return `${outcome}: ${faultSentences[fault.kind]}`;
}
