/** Whether a caller of a line goes before others, as most do, or lets those pass. */
export type Precedence = 'first' | 'gives-way';

/**
 * So many may pass those that give way, who would else starve: then one of them is let in. It costs
 * who goes first 3 % of the limit.
 */
export const passedAtMost = 31;

/** Lets callers in one at a time for each key: only the head of a line asks the store. */
export function createLine() {
  const lines = new Map<string, Line>();
  return {
    /**
     * Runs `work` when it is the caller's turn: after those of the same precedence who came before,
     * and where it gives way after all others. Rejects with the signal's reason.
     */
    async enter<T>(
      key: string,
      work: () => Promise<T>,
      { signal, precedence = 'first' }: EnterOptions = {},
    ): Promise<T> {
      signal?.throwIfAborted();
      const line = lines.get(key) ?? new Line();
      lines.set(key, line);
      await line.reachHead(precedence, signal);
      try {
        return await work();
      } finally {
        if (!line.letNextIn()) lines.delete(key);
      }
    },
  };
}

export interface EnterOptions {
  signal?: AbortSignal | undefined;
  /** Default `first`. */
  precedence?: Precedence | undefined;
}

type LetIn = () => void;

/** The callers of one key, each kind in the order they came. */
class Line {
  readonly #first = new Set<LetIn>();
  readonly #givingWay = new Set<LetIn>();
  #isTaken = false;
  #passed = 0;

  reachHead(precedence: Precedence, signal: AbortSignal | undefined): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return Promise.resolve();
    }
    const waiting = precedence === 'first' ? this.#first : this.#givingWay;
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        waiting.delete(letIn);
        reject(signal?.reason as Error);
      };
      const letIn = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      waiting.add(letIn);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** @returns whether anybody waited. */
  letNextIn(): boolean {
    const waiting = this.#next();
    const [letIn] = waiting;
    if (letIn === undefined) {
      this.#isTaken = false;
      return false;
    }
    waiting.delete(letIn);
    letIn();
    return true;
  }

  #next(): Set<LetIn> {
    const passes = this.#first.size > 0 && this.#givingWay.size > 0;
    if (passes && this.#passed < passedAtMost) {
      this.#passed += 1;
      return this.#first;
    }
    this.#passed = 0;
    return this.#givingWay.size > 0 ? this.#givingWay : this.#first;
  }
}

/** Waits for `promise`, but no longer than the signal lets. The promise itself goes on. */
export function untilAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
