import { eq } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { decision, mapping, outbox } from '../schema/index.ts';

/**
 * Cancels a mapping: rows not begun are left out, the one under way is finished. Cancelling it
 * again changes nothing.
 *
 * @throws {Refused} `conflict` if it has been carried out.
 */
export function cancelMapping(
  db: Database,
  { tenantId, actor }: Acting,
  mappingId: string,
  why?: string,
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx.select().from(mapping).where(eq(mapping.id, mappingId)).for('update');
    if (!found) throw new Refused('not-found', `There is no mapping ${mappingId}.`);
    switch (found.state) {
      case 'cancelled':
        return;
      case 'done':
        throw new Refused('conflict', `Mapping ${mappingId} has been carried out already.`);
      case 'staged':
        await tx
          .update(mapping)
          .set({ state: 'cancelled', finishedAt: new Date() })
          .where(eq(mapping.id, mappingId));
        break;
      case 'confirmed':
      case 'working': {
        const choice = { cancel: true };
        const [decided] = await tx
          .insert(decision)
          .values({ tenantId, kind: 'cancel-mapping', targetId: mappingId, choice, by: actor })
          .onConflictDoNothing()
          .returning({ id: decision.id });
        if (!decided) return;
        await tx.insert(outbox).values({ tenantId, kind: 'cancel-mapping', subjectId: mappingId });
      }
    }
    await appendAudit(tx, tenantId, {
      actor,
      verb: 'mapping.cancel',
      subject: `mapping/${mappingId}`,
      before: { state: found.state },
      why: why ?? null,
    });
  });
}
