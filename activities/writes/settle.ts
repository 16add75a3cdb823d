import type { FoundIntent } from '../../db/writes/find-intent.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { markUnknown, settleAs, settleAsDone } from '../../db/writes/settle-intent.ts';
import type { ActionContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { TryAgain } from '../try-again.ts';
import type { WriteOperation } from './operation.ts';

/** Two looks that find nothing are needed before a write counts as without effect. */
const looksNeeded = 2;
/** Between the two looks, as a share of the settle time. */
const lookAgainShare = 0.25;

export type Settled = 'settled' | 'send-again';

/**
 * Settles a write whose answer was lost, by reading back what is at the vendor.
 *
 * @param maySendAgain whether the caller goes on to send the same write: then one found to have had
 * no effect stays open for that; otherwise it is closed as `not-applied`.
 * @throws {TryAgain} while it is too early to read back, or for the second look.
 * @throws {StepProblem} if a person has to settle it.
 */
export async function settle(
  context: ActionContext,
  operation: WriteOperation<unknown, unknown>,
  { intent, settlesInMs }: FoundIntent,
  maySendAgain: boolean,
): Promise<Settled> {
  const { db } = context.deps;
  if (intent.state === 'person') throw waitsForPerson(intent, intent.note ?? '');
  if (settlesInMs > 0) {
    throw new TryAgain(
      'unknownOutcome',
      settlesInMs,
      `The outcome of ${operation.name} is not known; it can be read back in ${settlesInMs} ms.`,
    );
  }
  const sighting = await operation.lookFor(context, intent, intent.desired);
  switch (sighting.found) {
    case 'ours':
      await settleAsDone(db, intent, sighting.result, operation.made(sighting.result), (tx) =>
        operation.record(tx, context, intent.desired, sighting.result),
      );
      return 'settled';
    case 'foreign':
      await settleAs(db, intent, 'person', sighting.sentence);
      throw waitsForPerson(intent, sighting.sentence);
    case 'none':
      return foundNothing(context, operation, intent, maySendAgain);
  }
}

async function foundNothing(
  context: ActionContext,
  operation: WriteOperation<unknown, unknown>,
  intent: Intent,
  maySendAgain: boolean,
): Promise<Settled> {
  const { db, timings } = context.deps;
  if (intent.looks + 1 < looksNeeded) {
    const lookAgainMs = Math.ceil(timings.settleMs * lookAgainShare);
    await markUnknown(db, intent, { looks: intent.looks + 1, lookAgainMs });
    const sentence = `${operation.name} seems to have had no effect; it is looked for once more.`;
    throw new TryAgain('unknownOutcome', lookAgainMs, sentence);
  }
  // A write that was sent twice and refused the second time is not sent a third time.
  if (maySendAgain && intent.sends === 1) return 'send-again';
  if (intent.sends > 1 && intent.note) {
    await settleAs(db, intent, 'refused', intent.note);
    throw new StepProblem('refused', intent.note);
  }
  if (maySendAgain) return 'send-again';
  await settleAs(db, intent, 'not-applied', 'read back twice: it had no effect');
  return 'settled';
}

/** Ends an action whose write only a person can settle. */
export function waitsForPerson(intent: Intent, sentence: string): StepProblem {
  return new StepProblem(
    'write-unsettled',
    `${sentence} Settle it with \`sitesync write ${intent.id} adopt OBJECT\`, \`resend\` or \`give-up\`.`,
  );
}
