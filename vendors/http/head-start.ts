import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { passedAtMost } from './line.ts';

/** Enough for others to take what they want of a small window, or as much as they can at once. */
const headStartMs = 40;
/** Beyond the start of the next window, so that it is seen then. */
const noticeMs = 100;

/**
 * Lets callers of other processes go first too. Who goes first and has to wait for the next window
 * leaves a note in the store; who gives way looks for it when that window begins.
 */
export function createHeadStart(notes: Pick<RateLimiterAbstract, 'set' | 'get'>) {
  const given = new Map<string, number>();
  const nameOf = (key: string) => `awaited/${key}`;
  return {
    /** Somebody who goes first waits for this limit, so long. */
    async ask(key: string, waitMs: number): Promise<void> {
      await notes.set(nameOf(key), 1, (waitMs + noticeMs) / 1000);
    },

    /** How much longer one who gives way should wait; 0 every so often, lest it never has a chance. */
    async owedMs(key: string): Promise<number> {
      const found = await notes.get(nameOf(key));
      const times = given.get(key) ?? 0;
      const isAwaited = found !== null && found.msBeforeNext > 0;
      const isOwed = isAwaited && times < passedAtMost;
      given.set(key, isOwed ? times + 1 : 0);
      return isOwed ? headStartMs : 0;
    },
  };
}
