import { applyItems, pendingItems, type MatchItem } from '../../db/matches/apply-items.ts';
import { endPending } from '../../db/matches/end-pending.ts';
import { openMatchActions, type MatchActionRef } from '../../db/matches/match-actions.ts';
import type { MatchChoice } from '../../rules/matching/match-choice.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import { CallTally } from '../call-tally.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { applicationFailure } from '../failures.ts';
import { whileHeartbeating } from '../heartbeat.ts';
import { noteFailure } from '../note-failure.ts';
import { destinationsNow } from './destinations-now.ts';

export interface MatchDecisionsInput {
  tenantId: string;
}

export interface AppliedItems {
  /** What is to be created and has not ended, the oldest first; the first of them, if there are many. */
  actions: MatchActionRef[];
  /** Whether items are left to be applied. */
  more: boolean;
}

/** So many items are carried out in one transaction. */
const itemsAtOnce = 100;
const mostActions = 300;

/** These need nothing of IT Glue: they are carried out even where it can't be reached. */
const ours: MatchChoice['do'][] = ['reject', 'ignore', 'unignore', 'revert', 'create'];
/** These are checked against records as they are now. */
const matching: MatchChoice['do'][] = ['accept', 'to'];

/**
 * Carries out the next items that people decided on: what only touches our own records at once,
 * after reading afresh what it rests on; what is to be created becomes actions. Doing it again
 * changes nothing.
 */
export function applyMatchItems(
  deps: ActivityDependencies,
  { tenantId }: MatchDecisionsInput,
): Promise<AppliedItems> {
  return whileHeartbeating(deps.heartbeatEveryMs, async (signal) => {
    const { db } = deps;
    const taken = await pendingItems(db, tenantId, ours, itemsAtOnce);
    if (taken.length > 0) await apply(deps, taken, { organization: new Map(), device: new Map() });
    const looking = await pendingItems(db, tenantId, matching, itemsAtOnce);
    if (looking.length > 0) await applyMatching(deps, looking, signal);
    return {
      actions: await openMatchActions(db, tenantId, mostActions),
      more: taken.length === itemsAtOnce || looking.length === itemsAtOnce,
    };
  });
}

async function applyMatching(
  deps: ActivityDependencies,
  items: MatchItem[],
  signal: AbortSignal,
): Promise<void> {
  const [{ tenantId } = { tenantId: '' }] = items;
  try {
    const client = await deps.vendors.itglue(tenantId, new CallTally());
    await apply(deps, items, await destinationsNow(client, items, signal));
  } catch (error) {
    await noteFailure(deps, tenantId, null, error);
    if (!isVendorError(error, 'auth-refused', 'forbidden', 'address-refused')) {
      throw applicationFailure(error);
    }
    // Trying again would not help: whoever decided has to know.
    const ids = items.map(({ id }) => id);
    await endPending(deps.db, tenantId, ids, error.message, currentExecution());
  }
}

function apply(
  { db }: ActivityDependencies,
  items: MatchItem[],
  destinations: Parameters<typeof applyItems>[3],
): Promise<void> {
  const [{ tenantId } = { tenantId: '' }] = items;
  const ids = items.map(({ id }) => id);
  return applyItems(db, tenantId, ids, destinations, currentExecution());
}
