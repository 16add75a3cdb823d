import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { mapping, mappingRow } from '../schema/index.ts';
import { judgeRows, type StagedRow } from './judge-rows.ts';
import { stagingInventory } from './staging-inventory.ts';

/**
 * Stages rows together and judges them against the newest whole readings: nothing is done until
 * they are confirmed.
 *
 * @returns the mapping's id; its rows are the confirmation.
 * @throws {Refused} `conflict` if an inventory was never read.
 */
export function stageMapping(
  db: Database,
  { tenantId, actor }: Acting,
  rows: readonly StagedRow[],
): Promise<string> {
  return withTenant(db, tenantId, async (tx) => {
    const judged = judgeRows(await stagingInventory(tx, tenantId), rows);
    const [staged] = await tx
      .insert(mapping)
      .values({ tenantId, by: actor })
      .returning({ id: mapping.id });
    if (!staged) throw new Error('a mapping was inserted without an id');
    await tx.insert(mappingRow).values(
      judged.map(({ siteUid, siteName, choice, accepted, factsHash, lines }, position) => ({
        tenantId,
        mappingId: staged.id,
        position,
        siteUid,
        siteName,
        choice,
        accepted,
        factsHash,
        lines,
      })),
    );
    await appendAudit(tx, tenantId, {
      actor,
      verb: 'mapping.stage',
      subject: `mapping/${staged.id}`,
      after: { rows: rows.length, accepted: judged.filter(({ accepted }) => accepted).length },
    });
    return staged.id;
  });
}
