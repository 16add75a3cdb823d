import { looksLikeHtml, parseValue, readJson } from '../http/answer-body.ts';
import { callVendor } from '../http/call.ts';
import type { CallOptions, VendorAnswer } from '../http/call.ts';
import { keyHash } from '../http/key-hash.ts';
import type { RateLimits } from '../http/limits.ts';
import { untilAborted } from '../http/line.ts';
import { blockMs, isBlock, retryAfterMs } from './errors.ts';
import { tokenSchema } from './schemas.ts';

export interface DattoCredentials {
  /** As {@link checkVendorUrl} gives it. */
  origin: string;
  key: string;
  secret: string;
}

interface Entry {
  token: string;
  /** On the clock of `performance.now()`. */
  renewAt: number;
}

/** By URL, key and secret together, so that no tenant is ever given another one's token. */
const tokens = new Map<string, Entry>();
const inFlight = new Map<string, Promise<Entry>>();

const operation = 'POST /auth/oauth/token';
const defaultLifetimeMs = 100 * 60 * 60 * 1000;
const longestEarlyMs = 10 * 60 * 1000;

/**
 * The access token for a key: the cached one, or a new one shortly before it expires. However many
 * ask at once, one call is made. The secret leaves this file in that call and nowhere else.
 * @param refused a token that was answered with 401, which is not given out again
 * @throws {VendorError} `auth-refused`, `blocked`, `rate-limited`, `contract-broken`, `transient`
 */
export async function accessToken(
  credentials: DattoCredentials,
  options: CallOptions & { limits: RateLimits; signal?: AbortSignal | undefined },
  refused?: string,
): Promise<string> {
  const name = keyHash(credentials.origin, credentials.key, credentials.secret);
  const cached = tokens.get(name);
  if (cached && cached.token !== refused && performance.now() < cached.renewAt) return cached.token;

  const pending = inFlight.get(name) ?? renewToken(name, credentials, options);
  return (await untilAborted(pending, options.signal)).token;
}

function renewToken(
  name: string,
  credentials: DattoCredentials,
  options: CallOptions & { limits: RateLimits },
): Promise<Entry> {
  const renew = async () => {
    try {
      tokens.delete(name);
      const entry = await requestToken(credentials, options);
      dropExpired();
      tokens.set(name, entry);
      return entry;
    } finally {
      inFlight.delete(name);
    }
  };
  const pending = renew();
  inFlight.set(name, pending);
  return pending;
}

async function requestToken(
  { origin, key, secret }: DattoCredentials,
  options: CallOptions & { limits: RateLimits },
): Promise<Entry> {
  const answer = await callVendor(
    {
      vendor: 'datto-rmm',
      operation,
      kind: 'read',
      method: 'POST',
      url: new URL('/auth/oauth/token', origin),
      headers: {
        // The same for every client of this API (datto-rmm.md 2).
        authorization: `Basic ${Buffer.from('public-client:public').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams({
        grant_type: 'password',
        username: key,
        password: secret,
      }).toString(),
    },
    // Shared by several callers, so no caller's signal stops it; its own time limit does.
    options,
  );
  await refuseFailure(answer, new URL(origin).host, options.limits);
  const body = parseValue(tokenSchema, readJson(answer), answer);
  const lifetimeMs = body.expires_in === null ? defaultLifetimeMs : body.expires_in * 1000;
  const earlyMs = Math.min(longestEarlyMs, lifetimeMs / 10);
  return { token: body.access_token, renewAt: performance.now() + lifetimeMs - earlyMs };
}

/** The body of a refusal is dropped unread: it may echo the key. */
async function refuseFailure(answer: VendorAnswer, host: string, limits: RateLimits) {
  const { status } = answer;
  if (status >= 200 && status < 300) return;
  if (status === 429) {
    await limits.noteTooManyCalls(host);
    throw answer.error({ code: 'rate-limited', retryAfterMs: retryAfterMs(answer) });
  }
  if (isBlock(answer, await limits.hadTooManyCalls(host))) {
    await limits.blockHost(host, blockMs);
    throw answer.error({ code: 'blocked', retryAfterMs: blockMs });
  }
  if (status !== 400 && status !== 401 && looksLikeHtml(answer.text)) {
    throw answer.unclear({ happened: 'it answered the sign-in with a web page' });
  }
  throw answer.error({
    code: 'auth-refused',
    happened: 'the API key or secret was refused',
    next: 'Check the platform, and the key and secret under Setup > Users; the secret is shown only once, so make a new pair if it is lost.',
  });
}

function dropExpired(): void {
  const now = performance.now();
  for (const [name, entry] of tokens) if (entry.renewAt <= now) tokens.delete(name);
}
