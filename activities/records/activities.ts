import type { ResolveEventInput } from '../../temporal-config/names.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { RunInput } from '../read-listing.ts';
import type { ActionInput } from '../run-step.ts';
import {
  applyExclusion,
  endAction,
  listActions,
  type EndActionInput,
  type ListActionsInput,
} from './action-records.ts';
import {
  awaitEventActions,
  endEventAction,
  nextEventStep,
  startMissingEventWorkflows,
  type EndEventActionInput,
} from './event-records.ts';
import { beginMapping, finishMapping, type MappingInput } from './mapping-records.ts';
import { resumeMatchDecisions } from './match-decision-records.ts';
import { matchRun, type MatchRunInput } from './match-run.ts';
import { planItglue, type PlanItglueInput } from './plan-itglue.ts';
import { finishRun, openRun, type TenantInput } from './run-records.ts';
import type { RunEndInput } from './run-status.ts';

export type RecordsActivities = ReturnType<typeof createRecordsActivities>;

/** Activities that touch our own database and nothing else. */
export function createRecordsActivities(deps: ActivityDependencies) {
  return {
    openRun: (input: TenantInput) => openRun(deps, input),
    finishRun: (input: RunEndInput) => finishRun(deps, input),
    listActions: (input: ListActionsInput) => listActions(deps, input),
    endAction: (input: EndActionInput) => endAction(deps, input),
    applyExclusion: (input: ActionInput) => applyExclusion(deps, input),
    nextEventStep: (input: ResolveEventInput) => nextEventStep(deps, input),
    endEventAction: (input: EndEventActionInput) => endEventAction(deps, input),
    startMissingEventWorkflows: (run: RunInput) => startMissingEventWorkflows(deps, run),
    matchRun: (run: MatchRunInput) => matchRun(deps, run),
    planItglue: (run: PlanItglueInput) => planItglue(deps, run),
    awaitEventActions: (run: RunInput) => awaitEventActions(deps, run),
    resumeMatchDecisions: (input: TenantInput) => resumeMatchDecisions(deps, input),
    beginMapping: (input: MappingInput) => beginMapping(deps, input),
    finishMapping: (input: MappingInput & { cancelled: boolean }) => finishMapping(deps, input),
  };
}
