import type { Clock } from '../clock.ts';
import type { Answer } from '../http/answer.ts';
import type { Admission, Incoming } from '../http/call.ts';
import type { Switches } from '../switches/switches.ts';
import { openError } from './errors.ts';
import { SlidingWindow } from '../sliding-window.ts';

const windowMs = 60_000;
const blockMs = 300_000;
/** From this share of a quota on, answers take a second longer (datto-rmm.md 3). */
const cutOffRatio = 0.9;
const cutOffDelayMs = 1000;

/** The operations with a quota of their own that are simulated, by their key in request_rate. */
export const writeQuotas = {
  'site-create': 100,
  'site-update': 100,
  'site-variable-create': 100,
  'site-variable-update': 100,
  'site-variable-delete': 100,
  'account-variable-create': 100,
  'account-variable-update': 100,
  'account-variable-delete': 100,
  'device-udf-set': 600,
} as const;

export type WriteKey = keyof typeof writeQuotas;

interface AccountWindows {
  readonly reads: SlidingWindow;
  readonly writes: SlidingWindow;
  readonly byOperation: Map<WriteKey, SlidingWindow>;
}

/** Datto's limits: per account over sliding 60 s, then a block per address (datto-rmm.md 3). */
export class DattoLimits {
  readonly #accounts = new Map<string, AccountWindows>();
  readonly #refusals = new Map<string, SlidingWindow>();
  readonly #blockedUntilMs = new Map<string, number>();
  readonly #clock: Clock;
  readonly #switches: Switches;
  readonly #scale: number;

  constructor(clock: Clock, switches: Switches, scale: number) {
    this.#clock = clock;
    this.#switches = switches;
    this.#scale = scale;
  }

  /** The block's answer while this address is blocked. */
  blocked(incoming: Incoming): Answer | null {
    const leftMs = (this.#blockedUntilMs.get(incoming.remoteAddress) ?? 0) - this.#clock.nowMs();
    if (leftMs <= 0) return null;
    const headers: Record<string, string> =
      this.#switches.get('dattoRmm.blockRetryAfter') === 'seconds'
        ? { 'retry-after': String(Math.ceil(leftMs / 1000)) }
        : {};
    return openError(
      this.#switches.get('dattoRmm.blockBody'),
      { switches: this.#switches, clock: this.#clock },
      pathOf(incoming),
      403,
      headers,
    );
  }

  /** Counts a call; `writeKey` null is a read. */
  admit(accountUid: string, writeKey: WriteKey | null, incoming: Incoming): Admission {
    const nowMs = this.#clock.nowMs();
    const quotas = this.#quotas(accountUid, writeKey);
    for (const { window } of quotas) window.add(nowMs);
    if (quotas.some(({ window, limit }) => window.count(nowMs) > limit)) {
      if (this.#switches.get('dattoRmm.failedCalls') === 'free')
        this.takeBack(accountUid, writeKey);
      return { refused: this.#refuse(incoming, nowMs) };
    }
    const slow = quotas.some(({ window, limit }) => window.count(nowMs) >= limit * cutOffRatio);
    return { refused: null, answerDelayMs: slow ? cutOffDelayMs : 0 };
  }

  /** Takes the latest call back, where failed calls don't count. */
  takeBack(accountUid: string, writeKey: WriteKey | null): void {
    for (const { window } of this.#quotas(accountUid, writeKey)) window.takeBack();
  }

  /** RateStatusResponse of `GET /v2/system/request_rate`. */
  status(accountUid: string): Record<string, unknown> {
    const nowMs = this.#clock.nowMs();
    const windows = this.#windows(accountUid);
    return {
      slidingTimeWindowSizeSeconds: windowMs / 1000,
      accountUid,
      accountCount: windows.reads.count(nowMs),
      accountRateLimit: this.#scaled(600),
      accountCutOffRatio: cutOffRatio,
      accountWriteRateLimit: this.#writeLimit(),
      accountWriteCount: windows.writes.count(nowMs),
      operationWriteStatus: Object.fromEntries(
        Object.entries(writeQuotas).map(([key, limit]) => [
          key,
          {
            limit: this.#scaled(limit),
            count: windows.byOperation.get(key as WriteKey)?.count(nowMs) ?? 0,
          },
        ]),
      ),
    };
  }

  #quotas(
    accountUid: string,
    writeKey: WriteKey | null,
  ): { window: SlidingWindow; limit: number }[] {
    const windows = this.#windows(accountUid);
    const reads = { window: windows.reads, limit: this.#scaled(600) };
    if (writeKey === null) return [reads];
    let operation = windows.byOperation.get(writeKey);
    if (operation === undefined) {
      operation = new SlidingWindow(windowMs);
      windows.byOperation.set(writeKey, operation);
    }
    return [
      { window: windows.writes, limit: this.#writeLimit() },
      { window: operation, limit: this.#scaled(writeQuotas[writeKey]) },
      ...(this.#switches.get('dattoRmm.readWriteBuckets') === 'legacy' ? [reads] : []),
    ];
  }

  #windows(accountUid: string): AccountWindows {
    let windows = this.#accounts.get(accountUid);
    if (windows === undefined) {
      windows = {
        reads: new SlidingWindow(windowMs),
        writes: new SlidingWindow(windowMs),
        byOperation: new Map(),
      };
      this.#accounts.set(accountUid, windows);
    }
    return windows;
  }

  #writeLimit(): number {
    return this.#scaled(Number(this.#switches.get('dattoRmm.accountWriteLimit')));
  }

  #scaled(limit: number): number {
    return Math.max(1, Math.round(limit * this.#scale));
  }

  #refuse(incoming: Incoming, nowMs: number): Answer {
    const address = incoming.remoteAddress;
    const refusals = this.#refusals.get(address) ?? new SlidingWindow(windowMs);
    this.#refusals.set(address, refusals);
    refusals.add(nowMs);
    const blockAfter = this.#switches.get('dattoRmm.blockAfterRefusals');
    if (blockAfter !== 'never' && refusals.count(nowMs) >= Number(blockAfter)) {
      this.#blockedUntilMs.set(address, nowMs + blockMs);
    }
    return openError(
      this.#switches.get('dattoRmm.rateLimitBody'),
      { switches: this.#switches, clock: this.#clock },
      pathOf(incoming),
      429,
      this.#retryAfter(nowMs),
    );
  }

  #retryAfter(nowMs: number): Record<string, string> {
    const values = {
      absent: null,
      seconds: String(windowMs / 1000),
      httpDate: new Date(nowMs + windowMs).toUTCString(),
    };
    const value = values[this.#switches.get('dattoRmm.rateLimitRetryAfter')];
    return value === null ? {} : { 'retry-after': value };
  }
}

export function pathOf(incoming: Incoming): string {
  return incoming.target.split('?')[0] ?? incoming.target;
}
