import type { Clock } from '../clock.ts';
import type { Admission, Incoming } from '../http/call.ts';
import { SlidingWindow } from '../sliding-window.ts';
import type { Switches } from '../switches/switches.ts';
import { plainError } from './errors.ts';

const windowMs = 300_000;
const callsInWindow = 3000;

/** 3000 calls in five minutes, then 429 (itglue.md 1). */
export class ItglueLimits {
  readonly #windows = new Map<string, SlidingWindow>();
  readonly #clock: Clock;
  readonly #switches: Switches;
  readonly #limit: number;

  constructor(clock: Clock, switches: Switches, scale: number) {
    this.#clock = clock;
    this.#switches = switches;
    this.#limit = Math.max(1, Math.round(callsInWindow * scale));
  }

  /** Counts a call with a good key. */
  admit(credential: { key: string; account: string }, incoming: Incoming): Admission {
    const scopes = {
      key: credential.key,
      account: credential.account,
      address: incoming.remoteAddress,
    };
    const scope = scopes[this.#switches.get('itglue.rateLimitScope')];
    const window = this.#windows.get(scope) ?? new SlidingWindow(windowMs);
    this.#windows.set(scope, window);
    const nowMs = this.#clock.nowMs();
    if (window.count(nowMs) < this.#limit) {
      window.add(nowMs);
      return { refused: null, answerDelayMs: 0 };
    }
    if (this.#switches.get('itglue.refusedCalls') === 'counted') window.add(nowMs);
    const retryAfter: Record<string, string> =
      this.#switches.get('itglue.rateLimitRetryAfter') === 'seconds'
        ? { 'retry-after': String(Math.ceil(window.nextLeavesInMs(nowMs) / 1000)) }
        : {};
    return { refused: plainError(429, this.#switches.get('itglue.rateLimitBody'), retryAfter) };
  }
}
