/**
 * Lets callers in one at a time for each key, in the order they came: whoever waits longest is
 * next, and only the head of a line asks the store.
 */
export function createLine() {
  const tails = new Map<string, Promise<void>>();
  return {
    /** Runs `work` when all earlier callers of `key` are done; rejects with the signal's reason. */
    async enter<T>(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
      signal?.throwIfAborted();
      const before = tails.get(key) ?? Promise.resolve();
      const done = Promise.withResolvers<void>();
      const tail = before.then(() => done.promise);
      tails.set(key, tail);
      // Not when this caller leaves, but when all before it have left too: a caller who gives up
      // must not let those behind pass those in front.
      void tail.then(() => tails.get(key) === tail && tails.delete(key));
      try {
        await untilAborted(before, signal);
        return await work();
      } finally {
        done.resolve();
      }
    },
  };
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
