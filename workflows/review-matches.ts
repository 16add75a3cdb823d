import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { TenantInput } from '../activities/records/run-records.ts';
import { writes } from './activities.ts';
import { CreationPool } from './creation-pool.ts';
import { matchesDecided } from './messages.ts';

/** An execution goes on as a new one before its history is longer than this. */
const longestHistory = 2_000;

/**
 * Carries out what people decided on the matches of a tenant, for as long as anything is left. What
 * is to be done stands in the database, and a signal says to look there; ended, it is started again
 * by the next one. What only touches our own records never waits for what is being created.
 */
export async function reviewMatches(input: TenantInput): Promise<void> {
  let told = 0;
  setHandler(matchesDecided, () => {
    told += 1;
  });
  const pool = new CreationPool(input.tenantId);
  try {
    for (;;) {
      const looked = told;
      const { actions, more } = await writes.byPerson.itglue.applyMatchItems(input);
      pool.take(actions);
      if (isLong()) {
        await pool.finishThoseAtWork();
        await condition(allHandlersFinished);
        // The new execution begins with a look, so that no signal is lost on the way.
        await continueAsNew<typeof reviewMatches>(input);
      }
      if (more && pool.hasRoom()) continue;
      if (pool.isIdle() && looked === told) return;
      await condition(() => looked !== told || pool.isIdle() || (more && pool.hasRoom()));
    }
  } finally {
    await pool.settled();
  }
}

function isLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > longestHistory;
}
