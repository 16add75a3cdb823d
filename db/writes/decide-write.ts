import { eq } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { decision, intent, outbox } from '../schema/index.ts';

/** What a person can say of a write whose outcome only a person can settle. */
export type WriteChoice = { do: 'adopt'; objectId: string } | { do: 'resend' } | { do: 'give-up' };

/**
 * Stores a person's word on an unsettled write; `settleWrite` carries it out.
 *
 * @returns the decision's id: its row shows the outcome.
 */
export function decideWrite(
  db: Database,
  { tenantId, actor }: Acting,
  intentId: string,
  choice: WriteChoice,
  why?: string,
): Promise<string> {
  return withTenant(db, tenantId, async (tx) => {
    const [write] = await tx.select().from(intent).where(eq(intent.id, intentId)).for('update');
    if (!write) throw new Refused('not-found', `There is no write ${intentId}.`);
    if (write.state !== 'person') {
      const sentence = `Write ${intentId} is ${write.state}; only a write that waits for a person can be decided.`;
      throw new Refused('conflict', sentence);
    }
    const [decided] = await tx
      .insert(decision)
      .values({ tenantId, kind: 'write', targetId: intentId, choice, by: actor, why: why ?? null })
      .onConflictDoNothing()
      .returning({ id: decision.id });
    if (!decided) {
      throw new Refused('conflict', `Somebody has already decided write ${intentId}.`);
    }
    await tx.insert(outbox).values({ tenantId, kind: 'settle-write', subjectId: decided.id });
    await appendAudit(tx, tenantId, {
      actor,
      verb: 'write.decide',
      subject: `write/${intentId}`,
      after: choice,
      why: why ?? null,
    });
    return decided.id;
  });
}
