import { RateLimiterDrizzle, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { createHeadStart } from './head-start.ts';
import { createLine } from './line.ts';
import type { Precedence } from './line.ts';
import { rateWindow } from './rates.ts';
import type { Limit } from './rates.ts';

/**
 * Where counts are kept: in this process, or in Postgres for all workers. `schema` is a drizzle
 * table with the columns `key` (text, primary key), `points` (integer, not null) and `expire`
 * (timestamp with time zone, mode date, nullable); `client` a drizzle database.
 */
export type LimitStore = 'memory' | { client: unknown; schema: unknown };

export interface RateLimits {
  /**
   * Waits until the limit grants a call: first come first served in this process, except that those
   * that give way let others pass. Rejects with the signal's reason.
   * @param precedence `first` unless told
   */
  turn(limit: Limit, signal?: AbortSignal, precedence?: Precedence): Promise<void>;
  /** Grants nothing under this limit for `ms` more, in every process. A longer penalty stays. */
  penalise(limit: Limit, ms: number): Promise<void>;
  /** Notes that a host answered 429, which gives a later 403 another meaning. */
  noteTooManyCalls(host: string): Promise<void>;
  /** Whether a host answered 429 in the last five minutes. */
  hadTooManyCalls(host: string): Promise<boolean>;
  /** Stops all calls to a host for `ms`, for the whole install. */
  blockHost(host: string, ms: number): Promise<void>;
  /** How much longer a host is blocked, 0 if it is not; at most a second old. */
  hostBlockedForMs(host: string): Promise<number>;
}

const noteLifetimeSeconds = 5 * 60;
const blockCacheMs = 1000;
/** Keeps processes that wait for one window apart. */
const maxJitterMs = 15;

/**
 * Limits shared by everyone who uses the same store.
 * @param scale multiplies every rate; 1 is the vendors' own (a sandbox may be faster)
 */
export function createRateLimits(options: { store: LimitStore; scale?: number }): RateLimits {
  const { store, scale = 1 } = options;
  const limiters = new Map<string, RateLimiterAbstract>();
  const line = createLine();
  const blockCache = new Map<string, { untilMs: number; readAtMs: number }>();

  const limiterFor = (points: number, durationSeconds: number) => {
    const name = `${points}/${durationSeconds}`;
    const limiter = limiters.get(name) ?? createLimiter(store, points, durationSeconds);
    limiters.set(name, limiter);
    return limiter;
  };
  const limiterOf = (limit: Limit) => {
    const { points, durationSeconds } = rateWindow(limit, scale);
    return limiterFor(points, durationSeconds);
  };
  const marks = limiterFor(1, noteLifetimeSeconds);
  const headStart = createHeadStart(marks);

  const untilGranted = async (limit: Limit, signal?: AbortSignal, precedence?: Precedence) => {
    const givesWay = precedence === 'gives-way';
    for (;;) {
      signal?.throwIfAborted();
      const waitMs = await consume(limiterOf(limit), limit.key);
      if (waitMs === 0) return;
      if (!givesWay) await headStart.ask(limit.key, waitMs);
      await pause(waitMs + Math.random() * maxJitterMs, signal);
      const owedMs = givesWay ? await headStart.owedMs(limit.key) : 0;
      if (owedMs > 0) await pause(owedMs, signal);
    }
  };

  return {
    turn: (limit, signal, precedence) =>
      line.enter(limit.key, () => untilGranted(limit, signal, precedence), { signal, precedence }),

    async penalise(limit, ms) {
      const limiter = limiterOf(limit);
      const current = await limiter.get(limit.key);
      const spent = current !== null && current.consumedPoints > limiter.points;
      if (ms > 0 && !(spent && current.msBeforeNext >= ms)) {
        await limiter.block(limit.key, ms / 1000);
      }
    },

    async noteTooManyCalls(host) {
      await marks.set(`too-many/${host}`, 1, noteLifetimeSeconds);
    },

    async hadTooManyCalls(host) {
      return isLive(await marks.get(`too-many/${host}`));
    },

    async blockHost(host, ms) {
      await marks.block(`blocked/${host}`, ms / 1000);
      blockCache.set(host, { untilMs: Date.now() + ms, readAtMs: Date.now() });
    },

    async hostBlockedForMs(host) {
      const nowMs = Date.now();
      let entry = blockCache.get(host);
      if (entry === undefined || nowMs - entry.readAtMs > blockCacheMs) {
        const found = await marks.get(`blocked/${host}`);
        const leftMs = isLive(found) ? found.msBeforeNext : 0;
        entry = { untilMs: nowMs + leftMs, readAtMs: nowMs };
        blockCache.set(host, entry);
      }
      return Math.max(entry.untilMs - nowMs, 0);
    },
  };
}

function createLimiter(store: LimitStore, points: number, duration: number): RateLimiterAbstract {
  const options = { keyPrefix: 'vendor', points, duration };
  if (store === 'memory') return new RateLimiterMemory(options);
  // Rows are as few as there are keys and limits, so the library's own clean-up (a timer that
  // writes to the console when the database is gone) stays off.
  return new RateLimiterDrizzle({
    ...options,
    storeClient: store.client,
    schema: store.schema,
    clearExpiredByTimeout: false,
  });
}

/** Takes a point: 0 if it was granted, else the milliseconds until the next window. */
async function consume(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(refusal.msBeforeNext, 1);
    throw refusal;
  }
}

function isLive(found: RateLimiterRes | null): found is RateLimiterRes {
  return found !== null && found.msBeforeNext > 0;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
