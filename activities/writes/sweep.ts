import { eq } from 'drizzle-orm';
import { freeSubject } from '../../db/actions/close-action.ts';
import { subjectOfIntent } from '../../db/actions/subject.ts';
import { withTenant } from '../../db/connect.ts';
import { addCalls } from '../../db/runs/record-in-run.ts';
import { action, type Vendor } from '../../db/schema/index.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { abandonedIntents, unsettledIntent } from '../../db/writes/find-intent.ts';
import { actionContext, type ActionContext } from '../action-context.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { applicationFailure } from '../failures.ts';
import { whileHeartbeating } from '../heartbeat.ts';
import { StepProblem } from '../step-problem.ts';
import { TryAgain } from '../try-again.ts';
import { endStrandedActions } from './stranded-actions.ts';
import { operationNamed } from './operations.ts';
import { settle } from './settle.ts';

export interface SweepInput {
  tenantId: string;
  runId?: string;
}

/**
 * Settles the writes that nobody is at work on any more, and frees their subjects: the first thing
 * of every run, and of every worker that starts. Each part of a run settles those of its own
 * vendors, so that a destination that is down never holds back the other.
 */
export function settleOpenWrites(
  deps: ActivityDependencies,
  input: SweepInput,
  vendors: readonly Vendor[],
): Promise<void> {
  return whileHeartbeating(deps.heartbeatEveryMs, async (signal) => {
    const { tenantId } = input;
    const execution = currentExecution();
    try {
      await endStrandedActions(deps, tenantId);
      for (const intent of await abandonedIntents(deps.db, tenantId, vendors)) {
        const context = await contextOf(deps, intent, signal);
        await settleAbandoned(context, intent);
        if (input.runId) await addCalls(deps.db, tenantId, input.runId, context.calls.take());
      }
    } catch (error) {
      deps.log.warn({ tenantId, ...execution }, 'open writes could not be settled');
      throw applicationFailure(error);
    }
  });
}

async function settleAbandoned(context: ActionContext, intent: Intent): Promise<void> {
  const { deps, tenantId } = context;
  const subject = subjectOfIntent(intent);
  for (;;) {
    const found = await unsettledIntent(deps.db, tenantId, subject);
    if (found?.intent.id !== intent.id) break;
    try {
      await settle(context, operationNamed(intent.operation), found, false);
      break;
    } catch (error) {
      // A person has to settle it: it stays, and so does the lock.
      if (error instanceof StepProblem) return;
      if (!(error instanceof TryAgain)) throw error;
      await waitMs(error.afterMs, context.signal);
    }
  }
  await withTenant(deps.db, tenantId, (tx) => freeSubject(tx, subject, intent.actionId));
}

export async function contextOf(
  deps: ActivityDependencies,
  intent: Intent,
  signal: AbortSignal,
): Promise<ActionContext> {
  const [mine] = await withTenant(deps.db, intent.tenantId, (tx) =>
    tx.select().from(action).where(eq(action.id, intent.actionId)),
  );
  if (!mine) throw new Error(`action ${intent.actionId} is gone`);
  return actionContext(deps, mine, currentExecution(), signal);
}

function waitMs(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
