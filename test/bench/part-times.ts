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
  const part = client.workflow.getHandle(partId(run.tenantId, run.id));
  const { startTime } = await whole.describe();
  const { closeTime } = await part.describe();
  if (!closeTime) throw new Error('a part of a run is at work after its run has ended');
  return {
    runStartedAtMs: startTime.getTime(),
    endedAtMs: closeTime.getTime(),
    steps: stepsOf((await part.fetchHistory()).events ?? []),
  };
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
