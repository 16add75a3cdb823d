import { and, asc, eq } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { action, mapping, mappingRow } from '../schema/index.ts';

/** A mapping with its rows and how far each has come. */
export function readMapping(db: Database, tenantId: string, mappingId: string) {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx.select().from(mapping).where(eq(mapping.id, mappingId));
    if (!found) throw new Refused('not-found', `There is no mapping ${mappingId}.`);
    const rows = await tx
      .select({
        position: mappingRow.position,
        siteUid: mappingRow.siteUid,
        siteName: mappingRow.siteName,
        choice: mappingRow.choice,
        accepted: mappingRow.accepted,
        lines: mappingRow.lines,
        state: action.state,
        step: action.step,
        problem: action.problem,
      })
      .from(mappingRow)
      .leftJoin(
        action,
        and(eq(action.mappingId, mappingRow.mappingId), eq(action.position, mappingRow.position)),
      )
      .where(eq(mappingRow.mappingId, mappingId))
      .orderBy(asc(mappingRow.position));
    return { ...found, rows };
  });
}
