/** The sandbox's time. Everything that waits or dates something asks this, so tests can move it. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Runs once after `delayMs`; the returned function calls it off. */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's own time. Its timers never keep the process alive. */
export function systemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      timer.unref();
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

/** A time that stands still until it is moved, for tests of limits and delays. */
export class ManualClock implements Clock {
  #nowMs: number;
  #timers: { dueMs: number; run: () => void }[] = [];

  constructor(startMs = Date.UTC(2026, 10, 22, 9)) {
    this.#nowMs = startMs;
  }

  /** How many runs are waiting for time to pass. */
  get waiting(): number {
    return this.#timers.length;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves time on, running what falls due on the way, in order. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.dueMs <= untilMs)
        .toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.run();
    }
    this.#nowMs = untilMs;
  }
}

/** Resolves after `delayMs` of the clock's time. */
export async function pause(clock: Clock, delayMs: number): Promise<void> {
  if (delayMs <= 0) return;
  await new Promise<void>((resolve) => {
    clock.after(delayMs, resolve);
  });
}

/** The same time, with all that is still waiting called off by `stop`. */
export function stoppable(clock: Clock): Clock & { stop(): void } {
  const waiting = new Set<() => void>();
  return {
    nowMs: () => clock.nowMs(),
    after(delayMs, run) {
      const callOff = clock.after(delayMs, () => {
        waiting.delete(callOff);
        run();
      });
      waiting.add(callOff);
      return () => {
        waiting.delete(callOff);
        callOff();
      };
    },
    stop() {
      for (const callOff of waiting) callOff();
      waiting.clear();
    },
  };
}
