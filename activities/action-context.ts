import type { Cause } from '../db/associations/record-association.ts';
import type { Execution } from '../db/acting.ts';
import type { Action } from '../db/actions/begin-step.ts';
import type { DattoRmmClient } from '../vendors/datto-rmm/client.ts';
import type { GravityzoneClient } from '../vendors/gravityzone/client.ts';
import type { ItglueClient } from '../vendors/itglue/client.ts';
import { CallTally } from './call-tally.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** An action at work: who asked for it, by which execution, and the clients it may use. */
export interface ActionContext {
  deps: ActivityDependencies;
  tenantId: string;
  action: Action;
  execution: Execution;
  cause: Cause;
  signal: AbortSignal;
  calls: CallTally;
  dattoRmm(): Promise<DattoRmmClient>;
  gravityzone(): Promise<GravityzoneClient>;
  itglue(): Promise<ItglueClient>;
}

/** An action that holds its site: only with its fence may it write. */
export interface StepContext extends ActionContext {
  fence: number;
}

export function actionContext(
  deps: ActivityDependencies,
  action: Action,
  execution: Execution,
  signal: AbortSignal,
): ActionContext {
  const { tenantId } = action;
  const calls = new CallTally();
  return {
    deps,
    tenantId,
    action,
    execution,
    signal,
    calls,
    cause: { actor: action.by, execution, runId: action.runId, actionId: action.id },
    dattoRmm: () => deps.vendors.dattoRmm(tenantId, calls),
    gravityzone: () => deps.vendors.gravityzone(tenantId, calls),
    itglue: () => deps.vendors.itglue(tenantId, calls),
  };
}
