import type { Client } from '@temporalio/client';
import type { Sandbox } from '../../sandbox/index.ts';
import { syncGravityzoneWorkflowId, syncItglueWorkflowId } from '../../temporal-config/names.ts';
import type { RunRow } from '../harness/tenant.ts';
import { rounded } from './figures.ts';
import { type PartTimes, partTimes } from './part-times.ts';
import type { ProcessorWatch } from './processor-watch.ts';
import { type WatchedRun, watchRun } from './watch-run.ts';

/** A run that has ended, with the times of its parts. */
export interface PartRun extends WatchedRun {
  readonly gravityzone: PartTimes;
  /** Null where IT Glue was not connected yet. */
  readonly itglue: PartTimes | null;
  /** Of the worker that carried it out. */
  readonly processor: ProcessorWatch;
}

/** What a run is watched with. */
interface Watching {
  readonly temporal: Client;
  readonly sandbox: Pick<Sandbox, 'control'>;
  readonly processor: ProcessorWatch;
}

/** Watches a run of GravityZone's part, alone or with IT Glue's beside it. */
export async function watchParts(
  { temporal, sandbox, processor }: Watching,
  parts: 'alone' | 'both',
  ask: () => Promise<RunRow>,
): Promise<PartRun> {
  const watched = await watchRun(sandbox, ask);
  const timesOf = (id: typeof syncItglueWorkflowId) => partTimes(temporal, watched.run, id);
  return {
    ...watched,
    processor,
    gravityzone: await timesOf(syncGravityzoneWorkflowId),
    itglue: parts === 'both' ? await timesOf(syncItglueWorkflowId) : null,
  };
}

/** Processor time that the worker used from the run's start to a moment, in seconds. */
export function processorSeconds({ run, processor }: PartRun, untilMs: number): number | null {
  const used = processor.secondsBetween(run.startedAt.getTime(), untilMs);
  return used === null ? null : rounded(used);
}

/** Of one kind of step: from the first one's start to the last one's end. */
interface StepTimes {
  readonly seconds: number;
  /** Processor time of the worker meanwhile, whatever else it was at work on. */
  readonly workerCpuSeconds: number | null;
  readonly steps: number;
  /** More than there are steps where one failed or was lost. */
  readonly attempts: number;
}

/** The steps of a part, by the name of their activity. */
export function stepTimes(
  part: PartTimes | null,
  processor: ProcessorWatch,
): Record<string, StepTimes> {
  const byActivity = Object.groupBy(part?.steps ?? [], ({ activity }) => activity);
  return Object.fromEntries(
    Object.entries(byActivity).map(([activity, steps = []]) => {
      const fromMs = Math.min(...steps.map(({ startedAtMs }) => startedAtMs));
      const toMs = Math.max(...steps.map(({ endedAtMs }) => endedAtMs));
      const used = processor.secondsBetween(fromMs, toMs);
      const times = {
        seconds: rounded((toMs - fromMs) / 1_000),
        workerCpuSeconds: used === null ? null : rounded(used),
        steps: steps.length,
        attempts: steps.reduce((sum, step) => sum + step.attempts, 0),
      };
      return [activity, times];
    }),
  );
}
