import { and, eq, inArray, sql } from 'drizzle-orm';
import { companyId } from '../../rules/identity.ts';
import type { InstallationLink, VariableState } from '../../rules/gravityzone/associations.ts';
import type { Transaction } from '../connect.ts';
import { variableState } from '../inventory/load-inventory.ts';
import { newestReading } from '../readings/load-reading.ts';
import {
  companyDetailsPayload,
  linkPayload,
  variablePayload,
  type CompanyDetailsPayload,
} from '../readings/payloads.ts';
import { snapshotKey, snapshotPayload, type ReadingKind } from '../schema/index.ts';

/** The installation links of some companies as last read whole; nothing if they never were. */
export async function readCompanyLinks(
  tx: Transaction,
  companyIds: readonly string[],
): Promise<InstallationLink[] | undefined> {
  // A key is the company's id, a slash, and the package's name.
  const company = sql`split_part(${snapshotKey.key}, '/', 1)`;
  const items = await seenIn(tx, 'links', company, companyIds);
  return items?.map(({ payload }) => {
    const { companyId: id, packageName, link, ready } = linkPayload.parse(payload);
    return { companyId: companyId(id), packageName, installLinkWindows: link, ready };
  });
}

/** What GravityZone last said of some companies by id; one without an entry was not asked for. */
export async function readCompanyDetails(
  tx: Transaction,
  companyIds: readonly string[],
): Promise<ReadonlyMap<string, CompanyDetailsPayload>> {
  const items = await seenIn(tx, 'details', sql`${snapshotKey.key}`, companyIds);
  return new Map(
    (items ?? []).map(({ key, payload }) => [key, companyDetailsPayload.parse(payload)]),
  );
}

/** GravityZonePackageLink of some sites as last read; a site without an entry is unread. */
export async function readVariables(
  tx: Transaction,
  siteUids: readonly string[],
): Promise<ReadonlyMap<string, VariableState>> {
  const items = await seenIn(tx, 'variables', sql`${snapshotKey.key}`, siteUids);
  return new Map(
    (items ?? []).map(({ key, payload }) => [key, variableState(variablePayload.parse(payload))]),
  );
}

async function seenIn(
  tx: Transaction,
  kind: ReadingKind,
  of: ReturnType<typeof sql>,
  wanted: readonly string[],
): Promise<{ key: string; payload: unknown }[] | undefined> {
  const newest = await newestReading(tx, kind);
  if (newest === null) return undefined;
  if (wanted.length === 0) return [];
  return tx
    .select({ key: snapshotKey.key, payload: snapshotPayload.payload })
    .from(snapshotKey)
    .innerJoin(
      snapshotPayload,
      and(
        eq(snapshotPayload.tenantId, snapshotKey.tenantId),
        eq(snapshotPayload.kind, kind),
        eq(snapshotPayload.hash, snapshotKey.hash),
      ),
    )
    .where(and(eq(snapshotKey.readingId, newest.id), inArray(of, [...wanted])));
}
