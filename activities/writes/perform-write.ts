import { subjectOf } from '../../db/actions/subject.ts';
import { commitIntent, WriteNotAllowed, type Intent } from '../../db/writes/commit-intent.ts';
import { finishedIntent, unseenForMs, unsettledIntent } from '../../db/writes/find-intent.ts';
import { markUnknown, settleAs, settleAsDone } from '../../db/writes/settle-intent.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { TryAgain } from '../try-again.ts';
import type { WriteOperation } from './operation.ts';
import { operationNamed } from './operations.ts';
import { sendingSignal } from './sending-signal.ts';
import { settle } from './settle.ts';

/** What a write finds before it is sent: what it can be sent on, or that it need not be. */
export type Before<Result> = { evidence: unknown } | { already: Result };

export interface Write<Desired, Result> {
  /** What no two unsettled writes may share: the object as people would name it. */
  naturalKey: string;
  desired: Desired;
  /**
   * Reads what is there now, after the limiter's token was taken and before the write is
   * committed; throws where the write should not be sent. Evidence is kept with the intent.
   */
  readBefore(): Promise<Before<Result>>;
}

/** Writes wait this long between two looks at a freeze or a pause, in ms. */
const stoppedPollMs = 30_000;

/**
 * Sends a write once, whatever happens in between: design, "Writes that can't be doubled". Called
 * again after a crash, a lost answer or a take-over, it finds the intent of the call before and
 * settles that first.
 *
 * @returns the write's result, whichever attempt it was that sent it.
 * @throws {TryAgain} while the outcome can't be known yet, or writes are stopped.
 * @throws {StepProblem} (settle.ts) if a person has to settle it.
 * @throws {VendorError} if it was surely not applied.
 */
export async function performWrite<Desired, Result>(
  step: StepContext,
  operation: WriteOperation<Desired, Result>,
  write: Write<Desired, Result>,
): Promise<Result> {
  const { deps, tenantId, action } = step;
  const finished = await finishedIntent(deps.db, tenantId, action.id, write.naturalKey);
  if (finished?.operation === operation.name) return finished.result as Result;

  const open = await unsettledIntent(deps.db, tenantId, subjectOf(action));
  if (open) {
    const sameWrite =
      open.intent.actionId === action.id && open.intent.naturalKey === write.naturalKey;
    const outcome = await settle(step, operationNamed(open.intent.operation), open, sameWrite);
    if (outcome === 'send-again') return send(step, operation, write, open.intent);
    return performWrite(step, operation, write);
  }
  return send(step, operation, write, null);
}

async function send<Desired, Result>(
  step: StepContext,
  operation: WriteOperation<Desired, Result>,
  write: Write<Desired, Result>,
  resend: Intent | null,
): Promise<Result> {
  const sendIt = await operation.prepare(step);
  const readFrom = performance.now();
  const before = await write.readBefore();
  if ('already' in before) return before.already;
  if (resend === null) await requireSeen(step, operation, write, readFrom);
  step.signal.throwIfAborted();
  // Measured before the transaction begins, whose own clock sets `send_by`: never later than that.
  const sendBefore = performance.now() + step.deps.timings.sendWindowMs;
  const intent = await commit(step, operation, write, before.evidence, resend);
  const result = await sendCommitted(step, intent, () =>
    sendIt(write.desired, { sendBefore, signal: sendingSignal(step.signal) }),
  );
  await settleAsDone(step.deps.db, intent, result, operation.made(result), (tx) =>
    operation.record(tx, step, write.desired, result),
  );
  return result;
}

/** What was done, and was not to be seen yet when the reading began, would be done twice. */
async function requireSeen<Desired, Result>(
  { deps, tenantId }: StepContext,
  { name }: WriteOperation<Desired, Result>,
  { naturalKey, desired }: Write<Desired, Result>,
  readFrom: number,
): Promise<void> {
  const same = { operation: name, naturalKey, desired };
  const unseenMs = await unseenForMs(deps.db, tenantId, same, performance.now() - readFrom);
  if (unseenMs === 0) return;
  throw new TryAgain(
    'conflict',
    unseenMs,
    'The same was written just now and may not be visible yet; it is looked at again.',
  );
}

async function commit<Desired, Result>(
  step: StepContext,
  operation: WriteOperation<Desired, Result>,
  { naturalKey, desired }: Write<Desired, Result>,
  evidence: unknown,
  resend: Intent | null,
): Promise<Intent> {
  const { deps, tenantId, action, fence } = step;
  const wish = {
    vendor: operation.vendor,
    operation: operation.name,
    naturalKey,
    desired,
    evidence,
  };
  try {
    return await commitIntent(deps.db, tenantId, action.id, fence, wish, deps.timings, resend);
  } catch (error) {
    if (!(error instanceof WriteNotAllowed)) throw error;
    switch (error.reason) {
      case 'stopped':
        throw new TryAgain('writesStopped', stoppedPollMs, 'Writes are stopped: paused or frozen.');
      case 'fenced':
        throw new TryAgain('conflict', 1_000, 'Another attempt has taken this site over.');
      case 'run-over':
        throw new StepProblem(
          'run-over',
          'The run that permitted it is over, and another has begun: that one takes it up.',
        );
      case 'unsettled':
        throw new TryAgain('conflict', 1_000, 'An earlier write on this is not settled yet.');
    }
  }
}

async function sendCommitted<Result>(
  step: StepContext,
  intent: Intent,
  sendIt: () => Promise<Result>,
): Promise<Result> {
  const { db, timings } = step.deps;
  try {
    return await sendIt();
  } catch (error) {
    if (isVendorError(error, 'unknown-outcome') || !isVendorError(error)) {
      await markUnknown(db, intent);
      throw new TryAgain(
        'unknownOutcome',
        timings.timeoutMs + timings.settleMs,
        `The answer to ${intent.operation} was lost; it is read back before anything is sent again.`,
      );
    }
    if (intent.sends > 1) {
      // A refusal of the second send does not say that the first had no effect: look once more.
      await markUnknown(db, intent, {
        note: `the second send was refused: ${error.message}`,
        looks: 1,
        lookAgainMs: timings.settleMs,
      });
      throw new TryAgain(
        'unknownOutcome',
        timings.settleMs,
        `${intent.operation} was refused when sent again; what is there is read back.`,
      );
    }
    const surelyUnsent = isVendorError(error, 'not-sent', 'rate-limited', 'blocked');
    await settleAs(db, intent, surelyUnsent ? 'not-applied' : 'refused', error.message);
    throw error;
  }
}
