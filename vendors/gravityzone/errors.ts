import type { VendorAnswer } from '../http/call.ts';
import type { VendorError } from '../http/errors.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import type { Scrubber } from '../http/secrets.ts';
import type { RpcError } from './rpc.ts';

const defaultRetryAfterMs = 60_000;

/** What the meaning of a refusal depends on. */
export interface RefusalContext {
  isWrite: boolean;
  /** The call asked for one object by its id. */
  byId: boolean;
  /** The call gives something a name that must be unique. */
  naming: boolean;
  scrub: Scrubber;
}

/**
 * What a JSON-RPC error means. It comes with HTTP 200 as well as 4xx, and which code goes with which
 * cause is known in part only (gravityzone.md 1.5), so unmistakable texts go before codes.
 *
 * `not-found` keeps the vendor's code in `vendorCode`: -32002 says that there is no such object;
 * -32602 on a read by id says that there is none or that the key has no right to it.
 */
export function rpcRefusal(
  answer: VendorAnswer,
  error: RpcError,
  context: RefusalContext,
): VendorError {
  const text = error.data?.details || error.message || '';
  const details = text === '' ? undefined : context.scrub(text);
  const words = withoutQuotes(text);
  const fields = { vendorCode: error.code, details };

  if (error.code === tooManyRequests || answer.status === 429) {
    return answer.error({ ...fields, code: 'rate-limited', retryAfterMs: waitMs(answer, words) });
  }
  if (answer.status === 401 || /invalid api key/i.test(words)) {
    return answer.error({ ...fields, code: 'auth-refused' });
  }
  const api = /selected API:\s*(\w+)/i.exec(words)?.[1];
  if (api !== undefined || /selected api is not available|not allowed to access/i.test(words)) {
    return answer.error({
      ...fields,
      code: 'forbidden',
      happened: `the API key may not use the API ${api ?? 'that this call belongs to'}`,
      next: 'Tick Companies, Licensing, Packages and Network for the key under My Account > API keys.',
    });
  }
  if (context.naming && saysTaken(words)) return answer.error({ ...fields, code: 'conflict' });
  if (/licen[cs]e|subscription|seats?\b/i.test(words) && !saysMissing(words)) {
    return answer.error({ ...fields, code: 'licence' });
  }
  return byCode(answer, error.code, words, fields, context);
}

const notFound = -32002;
const notAuthorized = -32001;
const tooManyRequests = -32003;
const invalidParams = -32602;
const serverError = -32000;
const internalError = -32603;

function byCode(
  answer: VendorAnswer,
  code: number,
  words: string,
  fields: { vendorCode: number; details: string | undefined },
  { byId, isWrite }: RefusalContext,
): VendorError {
  switch (code) {
    case notFound:
      // A write that is refused for another reason must not pass for "already gone".
      return answer.error({
        ...fields,
        code: !isWrite || saysMissing(words) ? 'not-found' : 'refused',
      });
    case notAuthorized:
      return answer.error({ ...fields, code: 'forbidden' });
    case invalidParams:
      return answer.error({
        ...fields,
        code: (byId && !isWrite) || saysMissing(words) ? 'not-found' : 'refused',
      });
    case serverError:
    case internalError:
      // Without words of its own it may have failed half-way.
      return isWrite && code === serverError && !/^$|server error|internal/i.test(words)
        ? answer.error({ ...fields, code: 'refused' })
        : answer.unclear({ ...fields, broken: false });
    case -32700:
    case -32600:
    case -32601:
      return answer.error({ ...fields, code: 'contract-broken' });
    default:
      return answer.error({ ...fields, code: 'refused' });
  }
}

/** What an answer without a JSON-RPC body means, by its HTTP status. */
export function httpRefusal(answer: VendorAnswer): VendorError {
  switch (answer.status) {
    case 401:
      return answer.error({ code: 'auth-refused' });
    case 403:
      return answer.error({ code: 'forbidden' });
    case 429:
      // A page of nginx, with the time to wait in the header (gravityzone.md 1.6).
      return answer.error({ code: 'rate-limited', retryAfterMs: waitMs(answer, '') });
    case 404:
    case 405:
      return answer.error({
        code: 'contract-broken',
        happened: 'there is no such API at this address',
        next: 'Check the Access URL under My Account > Control Center API.',
      });
    default:
      return answer.status >= 400 ? answer.error({ code: 'refused' }) : answer.unclear();
  }
}

function waitMs(answer: VendorAnswer, words: string): number {
  const perSeconds = /per (\d+) seconds?/i.exec(words)?.[1];
  const said = parseRetryAfter(answer.headers['retry-after']);
  return said ?? (perSeconds ? Number(perSeconds) * 1000 : defaultRetryAfterMs);
}

/** What it says about the object, not the object's name: a company may be called "Licence Ltd". */
function withoutQuotes(text: string): string {
  return text.replace(/"[^"]*"|(?<!\w)'[^']*'(?!\w)/g, '');
}

/** "… already exists", "must be unique"; but "the parent does not exist" is no clash of names. */
function saysTaken(words: string): boolean {
  return (
    !saysMissing(words) &&
    /\bexist|\bunique\b|duplicate|\btaken\b|\bin use\b|already used/i.test(words)
  );
}

function saysMissing(words: string): boolean {
  return /(?:not|n't|no longer|never) exists?\b|not found|no such/i.test(words);
}
