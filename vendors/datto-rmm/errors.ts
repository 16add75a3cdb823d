import { looksLikeHtml, tryJson } from '../http/answer-body.ts';
import type { VendorAnswer } from '../http/call.ts';
import type { VendorError } from '../http/errors.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import type { Scrubber } from '../http/secrets.ts';

/** How long a host is left alone after it blocked us (datto-rmm.md 3). */
export const blockMs = 5 * 60 * 1000;
const defaultRetryAfterMs = 60_000;

/**
 * What a Datto RMM answer other than 2xx means, for the API itself (the token call has its own
 * rules, token.ts). A 401 must have been answered with a new token before it comes here.
 * @param hadTooManyCalls whether this host answered 429 in the last minutes: a 403 then is a block
 */
export function dattoError(
  answer: VendorAnswer,
  context: { isWrite: boolean; hadTooManyCalls: boolean; scrub: Scrubber },
): VendorError {
  const { status } = answer;
  const details = vendorText(answer.text, context.scrub);
  if (status === 429) {
    return answer.error({ code: 'rate-limited', retryAfterMs: retryAfterMs(answer), details });
  }
  if (status === 401) {
    return answer.error({
      code: 'auth-refused',
      happened: 'a new access token was refused as well',
      next: 'Check that the API key still exists and that API access is on, then save the connection again.',
    });
  }
  if (status === 403) {
    return isBlock(answer, context.hadTooManyCalls)
      ? answer.error({ code: 'blocked', retryAfterMs: blockMs })
      : answer.error({
          code: 'forbidden',
          details,
          next: 'Give the user whose key it is the rights of an administrator, with all sites.',
        });
  }
  // A gateway's page says nothing about the object: it must not pass for "not found".
  if (looksLikeHtml(answer.text)) {
    return answer.unclear({ happened: 'it answered with a web page instead of JSON' });
  }
  if (status === 404) return answer.error({ code: 'not-found', details });
  if (status === 409) return answer.error({ code: 'conflict', details });
  if (status >= 400) {
    return answer.error(
      context.isWrite || status === 400
        ? { code: 'refused', details }
        : { code: 'contract-broken', details },
    );
  }
  return answer.unclear();
}

/** How long a 429 asks to wait; a minute where it doesn't say (datto-rmm.md 3). */
export function retryAfterMs(answer: VendorAnswer): number {
  return parseRetryAfter(answer.headers['retry-after']) ?? defaultRetryAfterMs;
}

/**
 * Whether a 403 is the temporary block of our address rather than a missing right. It has no
 * confirmed marker: it follows 429s, or comes from a firewall that speaks no JSON (datto-rmm.md 3).
 */
export function isBlock(answer: VendorAnswer, hadTooManyCalls: boolean): boolean {
  if (answer.status !== 403) return false;
  const foreignBody = answer.text.trim() !== '' && tryJson(answer.text) === undefined;
  return hadTooManyCalls || foreignBody || answer.headers['retry-after'] !== undefined;
}

/** The words of Datto's error body: `message` where there is one, else the reason phrase. */
function vendorText(text: string, scrub: Scrubber): string | undefined {
  const body = tryJson(text);
  if (typeof body !== 'object' || body === null) return undefined;
  const words = [
    'message' in body ? body.message : undefined,
    'error' in body ? body.error : undefined,
  ].find((value) => typeof value === 'string' && value !== '');
  return typeof words === 'string' ? scrub(words) : undefined;
}
