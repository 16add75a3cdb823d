import { and, eq, inArray } from 'drizzle-orm';
import { freeSubject } from '../../db/actions/close-action.ts';
import { subjectOfIntent } from '../../db/actions/subject.ts';
import { withTenant } from '../../db/connect.ts';
import { decision, intent } from '../../db/schema/index.ts';
import type { WriteChoice } from '../../db/writes/decide-write.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { settleAs, settleAsDone } from '../../db/writes/settle-intent.ts';
import type { ActionContext } from '../action-context.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { applicationFailure } from '../failures.ts';
import { whileHeartbeating } from '../heartbeat.ts';
import { StepProblem } from '../step-problem.ts';
import { adoptObject } from './adopt-object.ts';
import { operationNamed } from './operations.ts';
import { contextOf } from './sweep.ts';

export interface SettleWriteInput {
  tenantId: string;
  decisionId: string;
}

/**
 * Carries out a person's word on an unsettled write. *Adopt* reads the object by its id first and
 * takes it only where it can be what was wanted. *Resend* frees the site: the action, or the next
 * run, sends it anew under all checks. *Give up* does the same without a write.
 */
export function settleWriteByDecision(
  deps: ActivityDependencies,
  { tenantId, decisionId }: SettleWriteInput,
): Promise<void> {
  return whileHeartbeating(deps.heartbeatEveryMs, async (signal) => {
    const [decided] = await withTenant(deps.db, tenantId, (tx) =>
      tx.select().from(decision).where(eq(decision.id, decisionId)),
    );
    if (!decided || decided.state === 'done' || decided.state === 'refused') return;
    const [write] = await withTenant(deps.db, tenantId, (tx) =>
      tx.select().from(intent).where(eq(intent.id, decided.targetId)),
    );
    if (!write) return;
    try {
      const context = await contextOf(deps, write, signal);
      const outcome = await carryOut(context, write, decided.choice as WriteChoice);
      await answer(deps, tenantId, decisionId, 'done', outcome);
      await withTenant(deps.db, tenantId, (tx) =>
        freeSubject(tx, subjectOfIntent(write), write.actionId),
      );
    } catch (error) {
      if (!(error instanceof StepProblem)) throw applicationFailure(error);
      await answer(deps, tenantId, decisionId, 'refused', error.message);
    }
  });
}

async function carryOut(
  context: ActionContext,
  write: Intent,
  choice: WriteChoice,
): Promise<string> {
  const { db } = context.deps;
  switch (choice.do) {
    case 'adopt': {
      const operation = operationNamed(write.operation);
      const result = await adoptObject(context, write, choice.objectId);
      await settleAsDone(db, write, result, null, (tx) =>
        operation.record(tx, context, write.desired, result),
      );
      return `Adopted ${choice.objectId}.`;
    }
    case 'resend':
      await settleAs(db, write, 'not-applied', 'a person said that it had no effect');
      return 'The next run, or the mapping done again, sends it anew.';
    case 'give-up':
      await settleAs(db, write, 'gave-up', 'given up by a person');
      return 'Given up: nothing more is sent for it.';
  }
}

async function answer(
  { db }: ActivityDependencies,
  tenantId: string,
  decisionId: string,
  state: 'done' | 'refused',
  outcome: string,
): Promise<void> {
  await withTenant(db, tenantId, (tx) =>
    tx
      .update(decision)
      .set({ state, outcome, settledAt: new Date() })
      .where(and(eq(decision.id, decisionId), inArray(decision.state, ['pending', 'taken']))),
  );
}
