import { and, asc, eq } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { action, decision, mapping, mappingRow, outbox, tenant } from '../schema/index.ts';
import { actionOf } from './action-of-row.ts';
import { judgeRows, type JudgedRow } from './judge-rows.ts';
import { stagingInventory } from './staging-inventory.ts';

/** A confirmation shows facts of its time: after an hour it has to be asked for again. */
const confirmWithinMs = 60 * 60_000;

/**
 * Confirms a staged mapping: its accepted rows become actions of a durable task, in one
 * transaction. Confirming it again changes nothing.
 *
 * @throws {Refused} `changed` if it is too old, or a row's facts are no longer those shown.
 */
export function confirmMapping(
  db: Database,
  { tenantId, actor }: Acting,
  mappingId: string,
  why?: string,
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    // One confirmation at a time in a tenant: two of the same site can't both find it free.
    await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.id, tenantId)).for('update');
    const [staged] = await tx.select().from(mapping).where(eq(mapping.id, mappingId));
    if (!staged) throw new Refused('not-found', `There is no mapping ${mappingId}.`);
    if (staged.state === 'cancelled') {
      throw new Refused('conflict', `Mapping ${mappingId} was cancelled. Stage its rows again.`);
    }
    if (staged.state !== 'staged') return;
    const rows = await checkedAgain(tx, tenantId, staged);
    const confirmedAt = new Date();
    await tx
      .update(mapping)
      .set({ state: 'confirmed', confirmedBy: actor, confirmedAt })
      .where(and(eq(mapping.id, mappingId), eq(mapping.state, 'staged')));
    await tx.insert(action).values(
      rows.map(({ row, position }) => ({
        tenantId,
        mappingId,
        position,
        by: actor,
        ...actionOf(row),
      })),
    );
    await tx.insert(decision).values({
      tenantId,
      kind: 'mapping',
      targetId: mappingId,
      choice: { confirm: rows.map(({ row }) => row.factsHash) },
      by: actor,
      why: why ?? null,
    });
    await tx.insert(outbox).values({ tenantId, kind: 'save-mapping', subjectId: mappingId });
    await appendAudit(tx, tenantId, {
      actor,
      verb: 'mapping.confirm',
      subject: `mapping/${mappingId}`,
      after: {
        rows: rows.map(({ row: { siteUid, choice, lines } }) => ({ siteUid, choice, lines })),
      },
      why: why ?? null,
    });
  });
}

/** The accepted rows, if what was shown still holds for each of them. */
async function checkedAgain(
  tx: Transaction,
  tenantId: string,
  staged: typeof mapping.$inferSelect,
): Promise<{ row: JudgedRow; position: number }[]> {
  if (Date.now() - staged.createdAt.getTime() > confirmWithinMs) {
    throw new Refused(
      'changed',
      `Mapping ${staged.id} was staged at ${staged.createdAt.toISOString()}, more than an hour ago; nothing was done. Stage its rows again.`,
    );
  }
  const shown = await tx
    .select()
    .from(mappingRow)
    .where(eq(mappingRow.mappingId, staged.id))
    .orderBy(asc(mappingRow.position));
  if (!shown.some(({ accepted }) => accepted)) {
    throw new Refused('conflict', `No row of mapping ${staged.id} can be carried out.`);
  }
  const now = judgeRows(
    await stagingInventory(tx, tenantId),
    shown.map(({ siteUid, choice }) => ({ site: siteUid, choice })),
  );
  const pairs = shown.flatMap((before, position) => {
    const row = now[position];
    return before.accepted && row ? [{ before, row, position }] : [];
  });
  const changed = pairs.filter(({ before, row }) => before.factsHash !== row.factsHash);
  if (changed.length > 0) {
    const what = changed.map(({ row }) => `${row.siteName}: ${row.lines.join(' ')}`).join(' ');
    throw new Refused(
      'changed',
      `What was shown has changed since; nothing was done. Stage the rows again. Now it is: ${what}`,
    );
  }
  return pairs.map(({ row, position }) => ({ row, position }));
}
