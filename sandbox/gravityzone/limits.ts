import type { Clock } from '../clock.ts';
import { htmlAnswer, jsonAnswer, type Answer } from '../http/answer.ts';
import type { Admission } from '../http/call.ts';
import type { Switches } from '../switches/switches.ts';
import { errorBody } from './rpc.ts';

interface Row {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly queue: number;
}

const tenPerSecond: Row = { name: 'tenPerSecond', limit: 10, windowMs: 1000, queue: 10 };
const fivePerSecond: Row = { name: 'fivePerSecond', limit: 5, windowMs: 1000, queue: 5 };
const thirtyPerMinute: Row = { name: 'thirtyPerMinute', limit: 30, windowMs: 60_000, queue: 10 };

/** The rows of gravityzone.md 1.6; what is not listed has ten a second. */
const rows: Readonly<Record<string, Row>> = {
  'licensing.getLicenseInfo': fivePerSecond,
  'companies.deleteCompany': fivePerSecond,
  'companies.updateCompanyDetails': fivePerSecond,
  'companies.suspendCompany': fivePerSecond,
  'companies.activateCompany': fivePerSecond,
  'companies.createCustomFieldDefinition': fivePerSecond,
  'companies.updateCustomFieldDefinition': fivePerSecond,
  'companies.getCustomFieldsDefinitions': fivePerSecond,
  'companies.deleteCustomFieldDefinition': fivePerSecond,
  'network.moveCompanyOrCompanyFolder': thirtyPerMinute,
  'licensing.setMonthlySubscription': thirtyPerMinute,
};

/** Requests that ran within the window, and those that wait for a place in it. */
interface Bucket {
  started: number[];
  waiting: (() => void)[];
  isScheduled: boolean;
}

/** Limits per key and method, with a queue that runs excess requests in order (gravityzone.md 1.6). */
export class GravityZoneLimits {
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;
  readonly #switches: Switches;
  readonly #scale: number;

  constructor(clock: Clock, switches: Switches, scale: number) {
    this.#clock = clock;
    this.#switches = switches;
    this.#scale = scale;
  }

  async admit(credential: string, operation: string, id: unknown): Promise<Admission> {
    const row = this.#rowOf(operation);
    const shared = this.#switches.get('gravityzone.rateBuckets') === 'perRow';
    const key = `${credential}/${shared ? row.name : operation}`;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = { started: [], waiting: [], isScheduled: false };
      this.#buckets.set(key, bucket);
    }
    this.#forget(bucket, row);
    if (bucket.waiting.length === 0 && bucket.started.length < this.#scaled(row.limit)) {
      bucket.started.push(this.#clock.nowMs());
      return { refused: null, answerDelayMs: 0 };
    }
    if (bucket.waiting.length >= this.#scaled(row.queue))
      return { refused: this.#refusal(row, id) };
    const { waiting } = bucket;
    const turn = new Promise<void>((resolve) => waiting.push(resolve));
    this.#schedule(bucket, row);
    await turn;
    return { refused: null, answerDelayMs: 0 };
  }

  #rowOf(operation: string): Row {
    switch (operation) {
      case 'companies.createCompany':
      case 'companies.getCompanyDetails':
        return this.#switches.get('gravityzone.companyCallsLimit') === 'fivePerSecond'
          ? fivePerSecond
          : tenPerSecond;
      case 'network.getNetworkInventoryItems':
        return this.#switches.get('gravityzone.inventoryLimit') === 'fivePerSecond'
          ? fivePerSecond
          : tenPerSecond;
      default:
        return rows[operation] ?? tenPerSecond;
    }
  }

  /** Lets the next in the queue run when the oldest request leaves the window. */
  #schedule(bucket: Bucket, row: Row): void {
    if (bucket.isScheduled || bucket.waiting.length === 0) return;
    bucket.isScheduled = true;
    const oldestMs = bucket.started[0] ?? this.#clock.nowMs();
    this.#clock.after(Math.max(0, oldestMs + row.windowMs - this.#clock.nowMs()), () => {
      bucket.isScheduled = false;
      this.#forget(bucket, row);
      while (bucket.waiting.length > 0 && bucket.started.length < this.#scaled(row.limit)) {
        bucket.started.push(this.#clock.nowMs());
        bucket.waiting.shift()?.();
      }
      this.#schedule(bucket, row);
    });
  }

  #forget(bucket: Bucket, row: Row): void {
    const fromMs = this.#clock.nowMs() - row.windowMs;
    bucket.started = bucket.started.filter((atMs) => atMs > fromMs);
  }

  #scaled(limit: number): number {
    return Math.max(1, Math.round(limit * this.#scale));
  }

  #refusal(row: Row, id: unknown): Answer {
    const seconds = this.#switches.get('gravityzone.rateLimitRetryAfter');
    const headers: Record<string, string> = seconds === 'absent' ? {} : { 'retry-after': seconds };
    const body = errorBody(
      id,
      -32003,
      `Rate limit exceeded. Maximum ${String(this.#scaled(row.limit))} requests per ${String(row.windowMs / 1000)} seconds allowed.`,
    );
    const answers = {
      html429: htmlAnswer(429, 'Too Many Requests', headers),
      json429: jsonAnswer(429, body, headers),
      rpc200: jsonAnswer(200, body),
    };
    return answers[this.#switches.get('gravityzone.rateLimitAnswer')];
  }
}
