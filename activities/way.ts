import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Who goes first where steps want the one thread that a worker has. Steps that read or match tens of
 * thousands of records come after all others, so that a company that is to be made, or a decision,
 * never waits for an inventory; and those of them that nothing waits for come last.
 */
export type Precedence = 'first' | 'second' | 'last';

const inOrder: readonly Precedence[] = ['first', 'second', 'last'];

const later: Readonly<Record<string, Precedence>> = {
  // Audits wait for the devices, and take longest of all.
  readDevices: 'second',
  readAudits: 'second',
  readConfigurations: 'last',
  matchRun: 'last',
  planItglue: 'last',
};

/** @param activityType as the activity is registered */
export function precedenceOf(activityType: string): Precedence {
  return later[activityType] ?? 'first';
}

export interface Way {
  /** Does a step, while those that come after it give way. */
  take<T>(precedence: Precedence, step: () => Promise<T>): Promise<T>;
  /**
   * Called by a step after it has read so many records. While steps that go before it are at work it
   * waits for its share of the thread, which all of its precedence have together. Rejects with the
   * signal's reason.
   */
  giveWay(precedence: Precedence, records: number, signal: AbortSignal): Promise<void>;
}

/**
 * The shares. To read a record takes 0.2 ms of the thread: half of it is enough to read devices as
 * fast as the account's limit lets, and a tenth for what nothing waits for.
 */
const recordsPerSecond = { first: Infinity, second: 2_500, last: 500 };
/** Between two steps of a workflow nothing is at work, though the next is about to be. */
const lingersMs = 250;

/** Of a process, in ms. */
export interface Clock {
  now(): number;
  /** Rejects once the signal ends it. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const processClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

export function createWay(clock: Clock = processClock): Way {
  const stateOf = { first: newState(), second: newState(), last: newState() };
  const isAtWork = (precedence: Precedence) => {
    const { atWork, endedAtMs } = stateOf[precedence];
    return atWork > 0 || clock.now() - endedAtMs <= lingersMs;
  };
  return {
    async take(precedence, step) {
      const state = stateOf[precedence];
      state.atWork += 1;
      try {
        return await step();
      } finally {
        state.atWork -= 1;
        state.endedAtMs = clock.now();
      }
    },

    async giveWay(precedence, records, signal) {
      const before = inOrder.slice(0, inOrder.indexOf(precedence));
      if (!before.some(isAtWork)) return;
      const state = stateOf[precedence];
      const nowMs = clock.now();
      const shareMs = (records / recordsPerSecond[precedence]) * 1_000;
      state.sharedUntilMs = Math.max(state.sharedUntilMs, nowMs) + shareMs;
      await clock.sleep(state.sharedUntilMs - nowMs, signal).catch(() => signal.throwIfAborted());
    },
  };
}

function newState() {
  return {
    /** How many steps are. */
    atWork: 0,
    /** When the last one ended. */
    endedAtMs: -Infinity,
    /** Until when the share is given away. */
    sharedUntilMs: 0,
  };
}
