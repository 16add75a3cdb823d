import type { Actor } from '../actor.ts';
import type { Execution } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';

/** Who caused a change of an association, kept in the audit. */
export interface Cause {
  actor: Actor;
  execution: Execution;
  runId: string | null;
  /** The action at work: the event that it handles ends by it, not beside it. */
  actionId: string | null;
}

export interface Change {
  verb: string;
  before: unknown;
  after: unknown;
}

/** Keeps a change of what belongs to a site in the audit. */
export async function auditSite(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  change: Change,
  { actor, execution, runId }: Cause,
): Promise<void> {
  await appendAudit(tx, tenantId, {
    actor,
    ...change,
    subject: `site/${siteUid}`,
    execution,
    ...(runId ? { runId } : {}),
  });
}
