import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode, messageOf } from './launch-error.ts';
import type { Service } from './service.ts';

const firstWaitMs = 250;
const longestWaitMs = 10_000;
/** A part that ran for this long has recovered: its next death is a first one again. */
const settledAfterMs = 60_000;

/** A part that is started again whenever it dies, until it is stopped. */
export class KeptRunning<Kept extends Service> {
  readonly first: Kept;
  readonly #start: () => Promise<Kept>;
  readonly #note: (sentence: string) => void;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #current: Service | undefined;

  private constructor(first: Kept, start: () => Promise<Kept>, note: (sentence: string) => void) {
    this.first = first;
    this.#current = first;
    this.#start = start;
    this.#note = note;
    this.#watching = this.#watch();
  }

  /**
   * Starts a part and keeps it running.
   * @param start its first failure is thrown; later ones are noted and tried again, ever slower.
   * @param note is told of every death and failure, in one sentence.
   */
  static async start<Kept extends Service>(
    start: () => Promise<Kept>,
    note: (sentence: string) => void,
  ): Promise<KeptRunning<Kept>> {
    return new KeptRunning(await start(), start, note);
  }

  /** Stops it for good; a restart that is under way is waited for and stopped too. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#current?.stop();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    let waitMs = firstWaitMs;
    let startedAt = performance.now();
    for (;;) {
      await this.#current?.exited;
      if (signal.aborted) return;
      if (performance.now() - startedAt > settledAfterMs) waitMs = firstWaitMs;
      if (this.#current !== undefined) this.#note('It ended by itself and is started again.');
      this.#current = undefined;
      try {
        await sleep(waitMs, undefined, { signal });
        waitMs = Math.min(waitMs * 2, longestWaitMs);
        startedAt = performance.now();
        this.#current = await this.#start();
        if (signal.aborted) await this.#current.stop();
      } catch (error) {
        if (hasCode(error, 'ABORT_ERR')) return;
        this.#note(`It could not be started again. ${messageOf(error)}`);
      }
    }
  }
}
