import { matchSubject } from '../../db/actions/subject.ts';
import { withTenant, type Transaction } from '../../db/connect.ts';
import { matchedByRun } from '../../db/matches/matched-by-run.ts';
import { plannedMatches } from '../../db/matches/plan-matches.ts';
import { planUpdates, type PlannedUpdates } from '../../db/matches/plan-updates.ts';
import { isFirstProven } from '../../db/readings/is-first-proven.ts';
import { askedPlanItems } from '../../db/runs/asked-plan.ts';
import { saveItgluePlan } from '../../db/runs/save-itglue-plan.ts';
import { writesStopped } from '../../db/runs/writes-stopped.ts';
import { leftOutItems, type LeftOutItem } from '../../rules/itglue/asked-plan.ts';
import { summarizeItglue } from '../../rules/itglue/plan-summary.ts';
import type { ItgluePlanItem, MatchPlanItem } from '../../rules/itglue/plan-types.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { applicationFailure } from '../failures.ts';
import { whileHeartbeating } from '../heartbeat.ts';
import { noteFailure } from '../note-failure.ts';
import type { RunInput } from '../read-listing.ts';

export interface PlanItglueInput extends RunInput {
  kind: 'sync' | 'plan';
}

/**
 * Plans what a run writes to matched configurations, and stores it with its permits before anything
 * is written. A preview is the same, without permits, and with what the rules would match.
 *
 * @returns how many actions the run is permitted to carry out.
 */
export function planItglue(
  deps: ActivityDependencies,
  { tenantId, runId, kind }: PlanItglueInput,
): Promise<{ actions: number }> {
  return whileHeartbeating(deps.heartbeatEveryMs, async () => {
    try {
      const planned = await withTenant(deps.db, tenantId, (tx) => plan(tx, tenantId, runId, kind));
      const { matches, updates, skipped, withheld, leftOut } = planned;
      const actions = await saveItgluePlan(deps.db, tenantId, runId, currentExecution(), {
        summary: summarizeItglue(
          [...matches, ...updates],
          skipped,
          withheld === null ? [] : [withheld],
        ),
        updates,
        firstPosition: matches.length,
        permitted: kind === 'sync' && withheld === null,
        problems: leftOut.map((one) => ({ ...one, code: 'left-out' })),
      });
      return { actions };
    } catch (error) {
      await noteFailure(deps, tenantId, runId, error);
      throw applicationFailure(error);
    }
  });
}

interface Planned extends PlannedUpdates {
  matches: MatchPlanItem[];
  /** Why the run writes nothing of it. */
  withheld: string | null;
  leftOut: LeftOutItem[];
}

async function plan(
  tx: Transaction,
  tenantId: string,
  runId: string,
  kind: 'sync' | 'plan',
): Promise<Planned> {
  const matches = kind === 'plan' ? await plannedMatches(tx, runId) : [];
  const { updates, skipped } = await planUpdates(tx, tenantId, runId, matches);
  const asked = (await askedPlanItems(tx, tenantId, runId, 'itglue')) as ItgluePlanItem[] | null;
  const isAsked = kind === 'plan' || asked !== null;
  const withheld =
    (await writesStopped(tx, tenantId)) ?? (isAsked ? null : await unseen(tx, runId));
  if (asked === null) return { matches, updates, skipped, withheld, leftOut: [] };
  const wanted = new Set(asked.map(({ factsHash }) => factsHash));
  const fitting = updates.filter(({ factsHash }) => wanted.has(factsHash));
  const fits = new Set(fitting.map(({ factsHash }) => factsHash));
  const made = await matchedByRun(tx, tenantId, runId);
  const missing = leftOutItems(asked, (item) => fits.has(item.factsHash) || isMade(item, made));
  return { matches, updates: fitting, skipped, withheld, leftOut: missing };
}

const firstOnlyReads =
  'The first run of IT Glue reads and matches, and writes nothing there. From the next run on these fields are written; what a field’s rule is says `sitesync settings`.';

/**
 * Connecting asks for a run, before anybody could have looked at what it would write: then it only
 * says so. A plan that somebody asked to be applied was looked at.
 */
async function unseen(tx: Transaction, runId: string): Promise<string | null> {
  return (await isFirstProven(tx, 'configurations', runId)) ? firstOnlyReads : null;
}

/** Whether the run has made the match that was asked for. */
function isMade(item: ItgluePlanItem, made: ReadonlyMap<string, string>): boolean {
  switch (item.kind) {
    case 'match-organization':
      return made.get(matchSubject('organization', item.sourceId)) === item.organizationId;
    case 'match-device':
      return made.get(matchSubject('device', item.deviceUid)) === item.configurationId;
    case 'update-configuration':
      return false;
  }
}
