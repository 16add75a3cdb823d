import { type ChildProgram, type ReadyChild, startChild } from './child.ts';
import { KeptRunning } from './keep-running.ts';
import type { Stops } from './stops.ts';

/** Starts one child, keeps it running, and gives what it said when it was ready. */
export async function settleChild(
  program: ChildProgram,
  options: Parameters<typeof startChild>[1],
  stops: Stops,
  trouble: (sentence: string) => void,
): Promise<ReadyChild['ready']> {
  const kept = await KeptRunning.start(() => startChild(program, options), trouble);
  stops.add(() => kept.stop());
  return kept.first.ready;
}
