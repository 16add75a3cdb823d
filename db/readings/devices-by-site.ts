import { and, count, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { snapshotKey, snapshotPayload } from '../schema/index.ts';

/** How many devices of each site a reading has, by site uid; sites without any are not in it. */
export async function devicesBySite(
  tx: Transaction,
  readingId: string,
): Promise<Map<string, number>> {
  const siteUid = sql<string>`${snapshotPayload.payload}->>'siteUid'`;
  const rows = await tx
    .select({ siteUid, devices: count() })
    .from(snapshotKey)
    .innerJoin(
      snapshotPayload,
      and(
        eq(snapshotPayload.tenantId, snapshotKey.tenantId),
        eq(snapshotPayload.kind, 'devices'),
        eq(snapshotPayload.hash, snapshotKey.hash),
      ),
    )
    .where(eq(snapshotKey.readingId, readingId))
    .groupBy(siteUid);
  return new Map(rows.map((row) => [row.siteUid, row.devices]));
}
