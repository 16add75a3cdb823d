import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import type { ActionState } from '../activities/action-words.ts';
import { records } from './activities.ts';
import { carryOutAll } from './carry-out-all.ts';
import { cancelMapping, mappingProgress, type MappingProgress } from './messages.ts';

export interface SaveMappingInput {
  tenantId: string;
  mappingId: string;
  /** Set when going on as a new execution. */
  reached?: { position: number; progress: MappingProgress };
}

/** Carries out the rows that a person confirmed, with progress by query. */
export async function saveMapping(input: SaveMappingInput): Promise<void> {
  try {
    await carryOutRows(input);
  } catch (error) {
    // Cancelled in Temporal and not by its signal: nobody else would ever end its rows.
    if (isCancellation(error)) {
      const { tenantId, mappingId } = input;
      await CancellationScope.nonCancellable(() =>
        records.finishMapping({ tenantId, mappingId, cancelled: true }),
      );
    }
    throw error;
  }
}

async function carryOutRows({ tenantId, mappingId, reached }: SaveMappingInput): Promise<void> {
  let cancelled = false;
  let progress: MappingProgress = reached?.progress ?? {
    total: 0,
    done: 0,
    problems: 0,
    cancelled: 0,
    working: 0,
  };
  setHandler(cancelMapping, () => {
    cancelled = true;
  });
  setHandler(mappingProgress, () => progress);

  if (!reached) {
    const { total } = await records.beginMapping({ tenantId, mappingId });
    progress = { ...progress, total, working: total };
  }
  const next = await carryOutAll({ tenantId, mappingId }, reached?.position ?? -1, {
    goOn: () => !cancelled,
    onEnd: (state) => {
      progress = counted(progress, state);
    },
  });
  if (next !== null && !cancelled) {
    await condition(allHandlersFinished);
    await continueAsNew<typeof saveMapping>({
      tenantId,
      mappingId,
      reached: { position: next, progress },
    });
  }
  await records.finishMapping({ tenantId, mappingId, cancelled });
}

function counted(progress: MappingProgress, state: ActionState): MappingProgress {
  const working = progress.working - 1;
  switch (state) {
    case 'done':
      return { ...progress, working, done: progress.done + 1 };
    case 'problem':
      return { ...progress, working, problems: progress.problems + 1 };
    case 'cancelled':
      return { ...progress, working, cancelled: progress.cancelled + 1 };
    case 'waiting':
    case 'working':
      return progress;
  }
}
