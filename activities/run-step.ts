import { CancelledFailure } from '@temporalio/common';
import { eq } from 'drizzle-orm';
import { beginStep } from '../db/actions/begin-step.ts';
import { closeAction } from '../db/actions/close-action.ts';
import { addCalls } from '../db/runs/record-in-run.ts';
import { withTenant } from '../db/connect.ts';
import { action, type ActionState } from '../db/schema/index.ts';
import { isVendorError } from '../vendors/http/errors.ts';
import { actionContext, type StepContext } from './action-context.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { currentExecution } from './execution.ts';
import { applicationFailure, sentenceOf } from './failures.ts';
import { whileHeartbeating } from './heartbeat.ts';
import { noteFailure } from './note-failure.ts';
import { StepProblem } from './step-problem.ts';
import { TryAgain } from './try-again.ts';

/** Names an action across the activity edge: ids only. */
export interface ActionInput {
  tenantId: string;
  actionId: string;
}

/** `working`: on to the next step. Anything else: the action has ended. */
export interface StepResult {
  state: ActionState;
}

/** How long a person's action waits before it asks for a locked site again, in ms. */
const lockedPollMs = 2_000;

/**
 * One step of an action: takes the site, does `work`, and turns what goes wrong into either the end
 * of the action, with a sentence for the operator, or a failure that Temporal retries.
 */
export function runStep(
  deps: ActivityDependencies,
  { tenantId, actionId }: ActionInput,
  name: string,
  work: (step: StepContext) => Promise<void>,
): Promise<StepResult> {
  return whileHeartbeating(deps.heartbeatEveryMs, async (signal) => {
    const execution = currentExecution();
    const begun = await beginStep(deps.db, tenantId, actionId, name, execution);
    if (begun.go === 'ended') return { state: begun.state };
    if (begun.go === 'locked') return locked(deps, { tenantId, actionId });

    const step = {
      ...actionContext(deps, begun.action, execution, signal),
      fence: begun.fence,
    };
    try {
      await work(step);
      return { state: 'working' };
    } catch (error) {
      const problem = problemOf(error);
      await noteFailure(deps, tenantId, null, error);
      if (!problem) {
        await noteProblem(deps, tenantId, actionId, error);
        throw applicationFailure(error);
      }
      deps.log.info({ tenantId, actionId, step: name, code: problem.code }, 'an action ended');
      const { code, message: sentence } = problem;
      await closeAction(
        deps.db,
        tenantId,
        actionId,
        { state: 'problem', code, sentence },
        execution,
      );
      return { state: 'problem' };
    } finally {
      const { runId } = begun.action;
      if (runId) await addCalls(deps.db, tenantId, runId, step.calls.take());
    }
  });
}

/** What holds an action up is shown with it, and is its problem should it give up. */
async function noteProblem(
  { db }: ActivityDependencies,
  tenantId: string,
  actionId: string,
  error: unknown,
): Promise<void> {
  if (error instanceof CancelledFailure) return;
  await withTenant(db, tenantId, (tx) =>
    tx
      .update(action)
      .set({ problem: sentenceOf(error) })
      .where(eq(action.id, actionId)),
  );
}

/**
 * A run leaves a site that somebody is at work on: it comes by again in an hour. A person's
 * decision waits for it. The workflow does not say which it is: an event's carries out both.
 */
async function locked(
  deps: ActivityDependencies,
  { tenantId, actionId }: ActionInput,
): Promise<StepResult> {
  const [mine] = await withTenant(deps.db, tenantId, (tx) =>
    tx.select({ runId: action.runId }).from(action).where(eq(action.id, actionId)),
  );
  if (!mine?.runId) {
    throw applicationFailure(
      new TryAgain('conflict', lockedPollMs, 'Somebody is at work on this site; waiting.'),
    );
  }
  await closeAction(deps.db, tenantId, actionId, { state: 'cancelled' }, currentExecution());
  return { state: 'cancelled' };
}

/** What can't be mended by trying again ends the action. */
function problemOf(error: unknown): StepProblem | null {
  if (error instanceof StepProblem) return error;
  if (
    isVendorError(
      error,
      'refused',
      'forbidden',
      'licence',
      'not-found',
      'conflict',
      'address-refused',
      'auth-refused',
    )
  ) {
    return new StepProblem(error.code, error.message);
  }
  return null;
}
