import { CancellationScope, condition } from '@temporalio/workflow';
import { carryOut, type ActionToCarryOut } from './carry-out.ts';

/** So many records are being created at once: enough to keep IT Glue's limit busy. */
const atOnce = 16;
/** No more are asked for while so many wait. */
const enoughWaiting = 100;

/** The creations that people decided on, several at once and in their order. */
export class CreationPool {
  readonly #tenantId: string;
  readonly #taken = new Set<string>();
  readonly #waiting: ActionToCarryOut[] = [];
  readonly #workers: Promise<void>[] = [];
  #atWork = 0;
  #isClosed = false;

  constructor(tenantId: string) {
    this.#tenantId = tenantId;
  }

  /** Adds actions; those that it was given before are left out. */
  take(actions: readonly ActionToCarryOut[]): void {
    const added = actions.filter(({ id }) => !this.#taken.has(id));
    for (const { id } of added) this.#taken.add(id);
    this.#waiting.push(...added);
    const free = Math.min(atOnce - this.#atWork, this.#waiting.length);
    for (let started = 0; started < free; started += 1) {
      const worker = this.#work();
      // Cancelled, it may end before anybody waits for it (`settled`), which must not stop the others.
      worker.catch(() => {});
      this.#workers.push(worker);
    }
  }

  hasRoom(): boolean {
    return this.#waiting.length < enoughWaiting;
  }

  isIdle(): boolean {
    return this.#atWork === 0;
  }

  /** Begins no further one: the next execution finds those that wait by their rows. */
  async finishThoseAtWork(): Promise<void> {
    this.#isClosed = true;
    await condition(() => this.isIdle());
  }

  /** Cancelled: those at work still say how they ended. */
  async settled(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#workers);
  }

  async #work(): Promise<void> {
    this.#atWork += 1;
    try {
      for (;;) {
        // What was not begun when the workflow was cancelled is found again by its row.
        const isOver = this.#isClosed || CancellationScope.current().consideredCancelled;
        const next = isOver ? undefined : this.#waiting.shift();
        if (!next) return;
        await carryOut(this.#tenantId, next, true);
      }
    } finally {
      this.#atWork -= 1;
    }
  }
}
