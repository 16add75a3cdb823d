import { matchReadings, type MatchRunCounts } from '../../db/matches/match-readings.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { applicationFailure } from '../failures.ts';
import { whileHeartbeating } from '../heartbeat.ts';
import { noteFailure } from '../note-failure.ts';
import type { RunInput } from '../read-listing.ts';

export interface MatchRunInput extends RunInput {
  /** A plan says what would be matched, and changes nothing. A sync where it is left out. */
  kind?: 'sync' | 'plan';
}

/** Matches by rule what the run has read, and judges the matches that stand. */
export function matchRun(
  deps: ActivityDependencies,
  { tenantId, runId, kind = 'sync' }: MatchRunInput,
): Promise<MatchRunCounts> {
  return whileHeartbeating(deps.heartbeatEveryMs, async () => {
    try {
      const counts = await matchReadings(deps.db, tenantId, {
        runId,
        execution: currentExecution(),
        kind,
      });
      deps.log.info({ tenantId, runId, ...counts }, 'matched');
      return counts;
    } catch (error) {
      await noteFailure(deps, tenantId, runId, error);
      throw applicationFailure(error);
    }
  });
}
