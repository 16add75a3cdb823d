import type { Actor } from './actor.ts';

/** Who acts and for which tenant: the first argument of every verb that changes something. */
export interface Acting {
  tenantId: string;
  actor: Actor;
}

/** Temporal's names for an execution, kept with what it did. */
export interface Execution {
  workflowId: string;
  workflowRunId: string;
}
