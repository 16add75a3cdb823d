import { activityInfo, Context } from '@temporalio/activity';
import { endEventAction as endEventActionRow } from '../../db/events/end-event-action.ts';
import { eventActionsAtWork, lapsePermits } from '../../db/events/lapse-permits.ts';
import {
  nextEventStep as nextEventStepOfRow,
  type EventStep,
} from '../../db/events/next-event-step.ts';
import { eventsToWatch, nudgeForgotten } from '../../db/events/nudge-forgotten.ts';
import {
  eventId,
  type EventState,
  type EventType,
} from '../../rules/gravityzone/events/event-types.ts';
import {
  resolveEventWorkflowId,
  searchAttributes,
  workflowTypes,
  type ResolveEventInput,
} from '../../temporal-config/names.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { applicationFailure } from '../failures.ts';
import type { RunInput } from '../read-listing.ts';
import { TryAgain } from '../try-again.ts';

export type { EventStep } from '../../db/events/next-event-step.ts';

/** What the workflow of an event does next. */
export function nextEventStep(
  { db }: ActivityDependencies,
  input: ResolveEventInput,
): Promise<EventStep> {
  return nextEventStepOfRow(db, input.tenantId, idOf(input), currentExecution());
}

export interface EndEventActionInput extends ResolveEventInput {
  actionId: string;
}

/** Takes the end of an action over to its event. */
export function endEventAction(
  { db }: ActivityDependencies,
  input: EndEventActionInput,
): Promise<{ state: EventState }> {
  const { tenantId, actionId } = input;
  return endEventActionRow(db, tenantId, idOf(input), actionId, currentExecution());
}

/** How long until the run looks again, in ms: soon at first, since most actions take seconds. */
const firstLookMs = 200;
const lookMs = 3_000;

/**
 * Ends when no event is at work on a permit of the run. It waits by being tried again, so that no
 * number of waiting runs takes the places that their events need.
 */
export async function awaitEventActions(
  { db }: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<void> {
  await lapsePermits(db, tenantId, runId, currentExecution());
  const atWork = await eventActionsAtWork(db, tenantId, runId);
  if (atWork === 0) return;
  const afterMs = Math.min(lookMs, firstLookMs * activityInfo().attempt);
  const sentence = `${atWork} of the run's events are at work.`;
  throw applicationFailure(new TryAgain('transient', afterMs, sentence));
}

/** Starts the workflows of events that should have one and have none. */
export async function startMissingEventWorkflows(
  { db }: ActivityDependencies,
  { tenantId }: RunInput,
): Promise<void> {
  const watched = await eventsToWatch(db, tenantId);
  if (watched.length === 0) return;
  const running = await runningEventWorkflows(tenantId);
  const missing = watched.filter(
    ({ type, siteUid }) => !running.has(resolveEventWorkflowId({ tenantId, type, siteUid })),
  );
  await nudgeForgotten(db, tenantId, missing);
}

async function runningEventWorkflows(tenantId: string): Promise<ReadonlySet<string>> {
  const listed = Context.current().client.workflow.list({
    query: `${searchAttributes.tenant.name} = '${tenantId}' AND WorkflowType = '${workflowTypes.resolveEvent}' AND ExecutionStatus = 'Running'`,
  });
  const running = new Set<string>();
  for await (const { workflowId } of listed) running.add(workflowId);
  return running;
}

function idOf({ tenantId, type, siteUid }: ResolveEventInput): string {
  return eventId(tenantId, type as EventType, siteUid);
}
