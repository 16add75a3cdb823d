import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { outbox, runRequest, type RunKind } from '../schema/index.ts';

export interface RunWish {
  kind: RunKind;
  planId?: string;
  why?: string;
}

/**
 * Asks for a run. The request is answered by the next run that starts, which claims all requests
 * waiting then; poll its row for the run's id.
 *
 * @returns the request's id.
 */
export function requestRun(db: Database, acting: Acting, wish: RunWish): Promise<string> {
  return withTenant(db, acting.tenantId, (tx) => requestRunIn(tx, acting, wish));
}

/** {@link requestRun} inside a transaction that has other reasons to exist. */
export async function requestRunIn(
  tx: Transaction,
  { tenantId, actor }: Acting,
  { kind, planId, why }: RunWish,
): Promise<string> {
  const [request] = await tx
    .insert(runRequest)
    .values({ tenantId, kind, by: actor, planId: planId ?? null, why: why ?? null })
    .returning({ id: runRequest.id });
  if (!request) throw new Error('a run request was inserted without an id');
  await tx.insert(outbox).values({ tenantId, kind: 'trigger-run', subjectId: request.id });
  await appendAudit(tx, tenantId, {
    actor,
    verb: 'run.request',
    subject: `run-request/${request.id}`,
    after: { kind, planId: planId ?? null },
    why: why ?? null,
  });
  return request.id;
}
