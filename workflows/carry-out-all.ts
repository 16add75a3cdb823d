import type { ActionState } from '../activities/action-words.ts';
import type { ActionRef } from '../activities/records/action-records.ts';
import { records } from './activities.ts';
import { carryOut } from './carry-out.ts';

/** So many actions are at work at once: enough to keep the vendors' limits busy. */
const atOnce = 16;

/** An execution carries out so many, then goes on as a new one: its history stays short. */
export const actionsPerExecution = 200;

export interface ActionSource {
  tenantId: string;
  runId?: string;
  /** Of a run: in which of its parts. */
  destination?: 'gravityzone' | 'itglue';
  mappingId?: string;
}

export interface Course {
  /** Asked before each action: false begins no further one. */
  goOn: () => boolean;
  onEnd: (state: ActionState) => void;
}

/**
 * Carries out the next actions of a run or a mapping, several at once and in their order.
 *
 * @returns the position reached, or null when none is left.
 */
export async function carryOutAll(
  source: ActionSource,
  afterPosition: number,
  { goOn, onEnd }: Course,
): Promise<number | null> {
  const batch = await records.listActions({ ...source, afterPosition, limit: actionsPerExecution });
  const waiting: ActionRef[] = [...batch];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next && goOn(); next = waiting.shift()) {
      onEnd(await carryOut(source.tenantId, next, source.mappingId !== undefined));
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, batch.length) }, worker);
  try {
    await Promise.all(workers);
  } catch (error) {
    // Cancelled: a mapping ends its rows after those at work. What a run leaves, the next one ends.
    if (source.mappingId !== undefined) await Promise.allSettled(workers);
    throw error;
  }
  const last = batch.at(-1);
  return goOn() && last && batch.length === actionsPerExecution ? last.position : null;
}
