import { addCalls } from '../db/runs/record-in-run.ts';
import { CallTally } from './call-tally.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { applicationFailure } from './failures.ts';
import { whileHeartbeating } from './heartbeat.ts';
import { noteFailure } from './note-failure.ts';

export interface RunInput {
  tenantId: string;
  runId: string;
}

export interface ReadAtWork {
  calls: CallTally;
  /** Ends what is read when the attempt is cancelled. */
  signal: AbortSignal;
}

/** Reads for a run: its calls are counted, and what goes wrong is noted where an operator sees it. */
export function readForRun<T>(
  deps: ActivityDependencies,
  { tenantId, runId }: RunInput,
  read: (work: ReadAtWork) => Promise<T>,
): Promise<T> {
  return whileHeartbeating(deps.heartbeatEveryMs, async (signal) => {
    const calls = new CallTally();
    try {
      return await read({ calls, signal });
    } catch (error) {
      await noteFailure(deps, tenantId, runId, error);
      throw applicationFailure(error);
    } finally {
      await addCalls(deps.db, tenantId, runId, calls.take());
    }
  });
}
