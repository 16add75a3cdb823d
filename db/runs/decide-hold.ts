import { and, eq } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { hold } from '../schema/index.ts';
import { requestRunIn } from './request-run.ts';

/**
 * Allows a held run once, or rejects it (spec 3.6.2). *Allow* covers exactly the held items and
 * asks for a run that carries them out.
 *
 * @returns the id of the run request, when allowed.
 */
export function decideHold(
  db: Database,
  acting: Acting,
  holdId: string,
  choice: 'allow' | 'reject',
  why?: string,
): Promise<{ requestId: string | null }> {
  const { tenantId, actor } = acting;
  return withTenant(db, tenantId, async (tx) => {
    const [held] = await tx.select().from(hold).where(eq(hold.id, holdId)).for('update');
    if (!held) throw new Refused('not-found', `There is no hold ${holdId}.`);
    if (held.state !== 'open') {
      throw new Refused(
        'conflict',
        `Hold ${holdId} is ${held.state} already; only an open hold can be decided.`,
      );
    }
    const state = choice === 'allow' ? 'allowed' : 'rejected';
    await tx
      .update(hold)
      .set({ state, decidedBy: actor, decidedAt: new Date() })
      .where(and(eq(hold.id, holdId), eq(hold.state, 'open')));
    const requestId =
      choice === 'allow'
        ? await requestRunIn(tx, acting, { kind: 'sync', why: `hold ${holdId} allowed` })
        : null;
    await appendAudit(tx, tenantId, {
      actor,
      verb: `hold.${choice}`,
      subject: `hold/${holdId}`,
      before: { state: 'open' },
      after: { state, items: held.items.length },
      why: why ?? null,
      runId: held.runId,
    });
    return { requestId };
  });
}
