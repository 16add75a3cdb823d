import type { LogEntry, Sandbox } from '../../sandbox/index.ts';
import { control } from '../harness/control.ts';
import type { RunRow } from '../harness/tenant.ts';

/** A run that has ended, with what the vendors saw of it. */
export interface WatchedRun {
  readonly run: RunRow;
  readonly seconds: number;
  readonly entries: readonly LogEntry[];
}

/**
 * Watches the vendors while a run goes on.
 *
 * @param ask asks for the run and waits until it has ended.
 */
export async function watchRun(
  sandbox: Pick<Sandbox, 'control'>,
  ask: () => Promise<RunRow>,
): Promise<WatchedRun> {
  const vendors = control(sandbox);
  const { last } = await vendors.log(Number.MAX_SAFE_INTEGER);
  const run = await ask();
  const { entries } = await vendors.log(last);
  if (run.status !== 'ok' && run.status !== 'partial') {
    throw new Error(`The run ended as ${run.status}: ${run.notes.join(' ')}`);
  }
  const seconds = ((run.finishedAt ?? run.startedAt).getTime() - run.startedAt.getTime()) / 1_000;
  return { run, seconds, entries };
}

/** How many calls changed something at a vendor. */
export function effectsOf({ entries }: WatchedRun): number {
  return entries.filter(({ effect }) => effect !== null).length;
}
