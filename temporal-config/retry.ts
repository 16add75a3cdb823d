import type { ActivityOptions, RetryPolicy } from '@temporalio/common';
import { type ActivityTaskQueue, taskQueues } from './names.ts';

// Workflows import this file, so it holds no Node built-ins.

/**
 * The types of `ApplicationFailure` that cross the activity edge. They are not encrypted, so they
 * are constants. Whether one is tried again is said by the failure itself, where it is made.
 */
export const failureTypes = [
  /** The vendor refused the key: pauses the connection. */
  'authRefused',
  /** The vendor's limit was hit; `nextRetryDelay` says when to come back. */
  'rateLimited',
  /** The vendor answered in a form that its documentation does not allow. */
  'contractBroken',
  /** Somebody else holds the subject, or an earlier attempt was taken over. */
  'conflict',
  /** The thing asked for does not exist, or is out of the key's sight. */
  'notFound',
  /** The vendor refused the call for a reason of its own (seats, a name). */
  'refused',
  /** A write was sent and its outcome is not known: it is read back before anything is sent again. */
  'unknownOutcome',
  /** Pause or freeze: writes wait. */
  'writesStopped',
  /** A network error, a time-out on a read, a 5xx: try again. */
  'transient',
  /** The key may not do this. */
  'notAllowed',
] as const;

/** The type of a failure that crosses the activity edge. */
export type FailureType = (typeof failureTypes)[number];

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * A worker that died is noticed after this long. It is short, since activities heartbeat on a timer
 * and every attempt of a write begins at its intent.
 */
export const heartbeatTimeoutMs = 6 * secondMs;

/** Reads: an hourly run soon gives up, says why, and the next one reads again. */
const readRetry: RetryPolicy = {
  initialInterval: secondMs,
  backoffCoefficient: 2,
  maximumInterval: minuteMs,
  maximumAttempts: 6,
};

/** Writes: an attempt never repeats what took effect, so it may be tried for long. */
const writeRetry: RetryPolicy = {
  initialInterval: secondMs,
  backoffCoefficient: 2,
  maximumInterval: 30 * secondMs,
};

/** The database: back at work within seconds of its return. */
const recordsRetry: RetryPolicy = {
  initialInterval: 200,
  backoffCoefficient: 2,
  maximumInterval: 10 * secondMs,
};

/** The queue of one vendor's activities. */
export type VendorTaskQueue = Exclude<ActivityTaskQueue, typeof taskQueues.records>;

/** Options of an activity that reads a vendor's listing whole. */
export function readActivityOptions(taskQueue: VendorTaskQueue) {
  return {
    taskQueue,
    startToCloseTimeout: 2 * hourMs,
    heartbeatTimeout: heartbeatTimeoutMs,
    retry: readRetry,
  } satisfies ActivityOptions;
}

/**
 * Options of an activity that writes to a vendor. A run gives up after an hour, and the next goes
 * on; what a person decided waits through a freeze or an outage for a week.
 */
export function writeActivityOptions(taskQueue: VendorTaskQueue, decidedByPerson: boolean) {
  return {
    taskQueue,
    startToCloseTimeout: 30 * minuteMs,
    scheduleToCloseTimeout: decidedByPerson ? 7 * dayMs : hourMs,
    heartbeatTimeout: heartbeatTimeoutMs,
    retry: writeRetry,
    // A cancelled write still says how it ended: nothing is left sent and unrecorded.
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  } satisfies ActivityOptions;
}

/** Options of an activity that only reads and writes our own database. */
export function recordsActivityOptions() {
  return {
    taskQueue: taskQueues.records,
    startToCloseTimeout: minuteMs,
    retry: recordsRetry,
  } satisfies ActivityOptions;
}

/**
 * Options of the activity that matches a tenant's devices: it works on our own database alone, for
 * longer than the others, and computes for seconds between two heartbeats.
 */
export function matchActivityOptions() {
  return {
    taskQueue: taskQueues.records,
    startToCloseTimeout: 15 * minuteMs,
    heartbeatTimeout: 30 * secondMs,
    retry: { ...recordsRetry, maximumAttempts: 6 },
  } satisfies ActivityOptions;
}

/**
 * Options of an activity that waits for something in our own database: each look is an attempt that
 * fails with when to look again. A day is far more than what it waits for may take.
 */
export function waitActivityOptions() {
  return {
    taskQueue: taskQueues.records,
    startToCloseTimeout: minuteMs,
    scheduleToCloseTimeout: dayMs,
    retry: recordsRetry,
  } satisfies ActivityOptions;
}
