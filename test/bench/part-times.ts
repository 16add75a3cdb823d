import type { Client } from '@temporalio/client';
import type { RunRow } from '../harness/tenant.ts';

/** One activity of a workflow, as its history has it; times are epoch milliseconds. */
interface Step {
  readonly activity: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** More than one where an attempt failed or was lost. */
  readonly attempts: number;
}

/** When a part of a run was at work. */
export interface PartTimes {
  /** When the run began, the reading of the sites included, which both parts wait for. */
  readonly runStartedAtMs: number;
  readonly endedAtMs: number;
  readonly steps: readonly Step[];
}

/** The times of a run's part, once its run has ended. */
export async function partTimes(
  client: Client,
  run: RunRow,
  partId: (tenantId: string, runId: string) => string,
): Promise<PartTimes> {
  const whole = client.workflow.getHandle(run.workflowId, run.workflowRunId);
  await whole.result();
  const id = partId(run.tenantId, run.id);
  const { startTime } = await whole.describe();
  const { closeTime } = await client.workflow.getHandle(id).describe();
  if (!closeTime) throw new Error('a part of a run is at work after its run has ended');
  const begun = firstExecution((await whole.fetchHistory()).events ?? [], id);
  return {
    runStartedAtMs: startTime.getTime(),
    endedAtMs: closeTime.getTime(),
    steps: await stepsSince(client, id, begun),
  };
}

/** The execution that a run began its part with: a part with much to do goes on as new ones. */
function firstExecution(events: HistoryEvents, workflowId: string): string {
  for (const { childWorkflowExecutionStartedEventAttributes: child } of events) {
    const { workflowExecution: execution } = child ?? {};
    if (execution?.workflowId === workflowId && execution.runId) return execution.runId;
  }
  throw new Error('a run has not begun its part');
}

async function stepsSince(client: Client, id: string, begun: string): Promise<Step[]> {
  const steps: Step[] = [];
  let runId: string | null | undefined = begun;
  while (runId) {
    const history = await client.workflow.getHandle(id, runId).fetchHistory();
    const events: HistoryEvents = history.events ?? [];
    steps.push(...stepsOf(events));
    const last = events.at(-1);
    runId = last?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return steps;
}

type HistoryEvents = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>;

function stepsOf(events: HistoryEvents): Step[] {
  const byId = new Map(events.map((event) => [String(event.eventId), event]));
  return events.flatMap((ended) => {
    const completed = ended.activityTaskCompletedEventAttributes;
    if (!completed) return [];
    const started = byId.get(String(completed.startedEventId));
    const { activityType } =
      byId.get(String(completed.scheduledEventId))?.activityTaskScheduledEventAttributes ?? {};
    return {
      activity: activityType?.name ?? '',
      startedAtMs: epochMs(started),
      endedAtMs: epochMs(ended),
      attempts: started?.activityTaskStartedEventAttributes?.attempt ?? 1,
    };
  });
}

function epochMs(event: HistoryEvents[number] | undefined): number {
  const { seconds, nanos } = event?.eventTime ?? {};
  return Number(seconds ?? 0) * 1_000 + (nanos ?? 0) / 1e6;
}
