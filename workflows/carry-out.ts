import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { ActionState, ActionVerb } from '../activities/action-words.ts';
import type { ActionInput, StepResult } from '../activities/run-step.ts';
import { records, writes } from './activities.ts';

export interface ActionToCarryOut {
  id: string;
  verb: ActionVerb;
}

type Step = (input: ActionInput) => Promise<StepResult>;

/** The steps of each action, in order. What a person decided is checked first, against fresh facts. */
function stepsOf(verb: ActionVerb, decidedByPerson: boolean): Step[] {
  const { dattoRmm, gravityzone, itglue } = decidedByPerson ? writes.byPerson : writes.byRun;
  const check: Step[] = decidedByPerson ? [dattoRmm.checkSite] : [];
  const complete: Step[] = [gravityzone.ensurePackage, dattoRmm.ensureVariable];
  switch (verb) {
    case 'create':
    case 'associate':
      return [...check, gravityzone.ensureCompany, ...complete];
    case 'complete':
      return complete;
    case 'remove':
      return [dattoRmm.removeAssociation];
    case 'exclude':
    case 'include':
      return [records.applyExclusion];
    case 'repair':
      return [...check, gravityzone.repairPackage, dattoRmm.ensureVariable];
    case 'move':
      return [gravityzone.moveCompany];
    case 'recreate':
    case 'reassociate':
      return [...check, gravityzone.checkCompanyGone, gravityzone.ensureCompany, ...complete];
    case 'rename-existing':
    case 'rename-to-site':
      return [...check, gravityzone.renameCompany, gravityzone.ensureCompany, ...complete];
    case 'delete-company':
      return [dattoRmm.checkSiteGone, gravityzone.deleteCompany, dattoRmm.removeAssociation];
    case 'keep-company':
      return [dattoRmm.checkSiteGone, dattoRmm.removeAssociation];
    case 'create-organization':
      return [itglue.createOrganization];
    case 'create-configuration':
      return [itglue.createConfiguration];
    case 'update-configuration':
      return [itglue.updateConfiguration];
  }
}

/**
 * Carries out one action to its end. It never fails: what goes wrong is recorded with the action,
 * so that one bad row never stops the others.
 */
export async function carryOut(
  tenantId: string,
  { id: actionId, verb }: ActionToCarryOut,
  decidedByPerson: boolean,
): Promise<ActionState> {
  try {
    for (const step of stepsOf(verb, decidedByPerson)) {
      const { state } = await step({ tenantId, actionId });
      if (state !== 'working') return state;
    }
    return 'done';
  } catch (error) {
    const because = isCancellation(error) ? 'cancelled' : 'gave-up';
    await CancellationScope.nonCancellable(() =>
      records.endAction({ tenantId, actionId, because }),
    );
    if (isCancellation(error)) throw error;
    return 'problem';
  }
}
