import { looksLikeHtml, tryJson } from '../http/answer-body.ts';
import type { VendorAnswer } from '../http/call.ts';
import type { VendorError } from '../http/errors.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import type { Scrubber } from '../http/secrets.ts';
import { errorsIn } from './error-body.ts';
import type { ApiError } from './error-body.ts';
import { PsaBoundRefusal, saysPsaBound } from './psa-refusal.ts';
import type { WrittenRecord } from './psa-refusal.ts';

const defaultRetryAfterMs = 60_000;

/** What the meaning of a refusal depends on. */
export interface RefusalContext {
  operation: string;
  isWrite: boolean;
  /** The path names one record or organization. */
  ofRecord: boolean;
  /** How many records a write holds. */
  records: number;
  /** The records that a write changes. */
  changes: readonly WrittenRecord[];
  scrub: Scrubber;
}

/**
 * What an answer other than data means. A 401 or 403 is never `auth-refused` here: whether the key
 * is meant, only the listing of organizations tells (request.ts).
 */
export function itglueError(answer: VendorAnswer, context: RefusalContext): VendorError {
  const { status } = answer;
  const errors = errorsIn(answer.text);
  const details = detailsOf(errors, context.scrub);
  if (saysTimedOut(errors)) {
    return answer.unclear({ broken: false, fault: 'timeout', details, happened: slowSentence });
  }
  if (status >= 200 && status < 300) {
    return answer.unclear({ details, happened: 'its answer holds an error in place of data' });
  }
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(answer.headers['retry-after']) ?? defaultRetryAfterMs;
    return answer.error({ code: 'rate-limited', retryAfterMs, details });
  }
  const refusal = { answer, context, errors, details };
  return isOpenBulk(refusal) ? openBulk(refusal) : byStatus(refusal);
}

/** Whether a 401 is about one record or organization that the key doesn't see (itglue.md 4). */
export function isInvisible(answer: VendorAnswer): boolean {
  return answer.status === 401 && errorsIn(answer.text).some(({ pointer }) => pointer === 'id');
}

interface Refusal {
  answer: VendorAnswer;
  context: RefusalContext;
  errors: readonly ApiError[];
  details: string | undefined;
}

const slowSentence = 'it took too long to put the answer together';

function byStatus({ answer, context, errors, details }: Refusal): VendorError {
  switch (answer.status) {
    case 403:
      if (context.isWrite && looksLikeHtml(answer.text)) return firewallRefusal(answer);
      return answer.error({ code: 'forbidden', details, next: rightsSentence });
    case 401:
      return answer.error({
        code: 'forbidden',
        details,
        ...(isInvisible(answer) ? invisibleSentences : { next: rightsSentence }),
      });
    case 404:
      return notFound(answer, context, details);
    case 409:
      return answer.error({ code: 'conflict', details });
    case 422:
      return context.changes.length > 0 && errors.some(saysPsaBound)
        ? psaRefusal('refused', { answer, context, errors, details })
        : answer.error({ code: 'refused', details });
    case 405:
    case 406:
    case 415:
      return answer.error({ code: 'contract-broken', details });
    default:
      if (answer.status < 400 || looksLikeHtml(answer.text)) {
        return answer.unclear({ happened: 'it answered with a web page instead of JSON' });
      }
      return answer.error({ code: 'refused', details });
  }
}

const invisibleSentences = {
  happened: 'the organization or record is out of the sight of this API key, or gone',
  next: 'Check in IT Glue whether it is still there and whether the key may see it.',
};
const rightsSentence =
  'Use a key of an administrator who sees all organizations, made under Account > Settings > API Keys.';

/**
 * A missing record is answered with JSON, with nothing, or with the page of IT Glue itself
 * (itglue.md 4). Any other page is of something in between and says nothing about the record.
 */
function notFound(
  answer: VendorAnswer,
  { ofRecord }: RefusalContext,
  details: string | undefined,
): VendorError {
  const isForeignPage = looksLikeHtml(answer.text) && !ownNotFoundPage.test(answer.text);
  if (isForeignPage) {
    return answer.unclear({ happened: 'it answered with a web page instead of JSON' });
  }
  if (ofRecord) return answer.error({ code: 'not-found', details });
  return answer.error({
    code: 'contract-broken',
    details,
    happened: 'there is no such API at this address',
    next: 'Check the region of the connection.',
  });
}

const ownNotFoundPage = /page you were looking for (?:doesn|does not)/i;

/** Script tags in a name were once refused so (itglue.md 4); nothing behind it got to see it. */
function firewallRefusal(answer: VendorAnswer): VendorError {
  return answer.error({
    code: 'refused',
    happened: 'a firewall in front of IT Glue refused the change; nothing was changed',
    next: 'Look for markup such as script tags in the values, and try again without.',
  });
}

/**
 * Whether a list of records is written whole or in part when one of them is refused is not known
 * (itglue.md 2.4), so such a refusal leaves open what was done.
 */
function isOpenBulk({ answer, context }: Refusal): boolean {
  if (!context.isWrite || context.records < 2) return false;
  return [404, 409, 422].includes(answer.status) || isInvisible(answer);
}

function openBulk(refusal: Refusal): VendorError {
  const { answer, context, errors, details } = refusal;
  if (context.changes.length > 0 && errors.some(saysPsaBound)) {
    return psaRefusal('unknown-outcome', refusal);
  }
  return answer.error({
    code: 'unknown-outcome',
    details,
    happened: `a list of ${context.records} records was refused, and whether some of them were taken is not known`,
    next: 'What was taken is looked up; the rest is sent one by one.',
  });
}

function psaRefusal(
  code: 'refused' | 'unknown-outcome',
  { answer, context, errors, details }: Refusal,
): PsaBoundRefusal {
  const at = errors.find(saysPsaBound)?.index ?? null;
  const record = context.changes.length === 1 ? context.changes[0] : context.changes[at ?? -1];
  const { operation } = context;
  return new PsaBoundRefusal({ code, operation, status: answer.status, details }, record);
}

function saysTimedOut(errors: readonly ApiError[]): boolean {
  return errors.some(({ words }) => /took too long|timed? ?out/i.test(words));
}

function detailsOf(errors: readonly ApiError[], scrub: Scrubber): string | undefined {
  const said = errors.map(({ words, pointer }) =>
    pointer === null || pointer === 'id' ? words : `${words} (${pointer})`,
  );
  return said.length === 0 ? undefined : scrub(said.join('; '));
}

/** Whether a body of a good status holds errors and no data. */
export function holdsErrors(text: string): boolean {
  const body = tryJson(text);
  return typeof body === 'object' && body !== null && 'errors' in body && !('data' in body);
}
