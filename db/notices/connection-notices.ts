import { asc } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { vendorLabels } from '../connections/unusable.ts';
import { connection, type Vendor } from '../schema/index.ts';
import type { Notice } from './notice.ts';

type ConnectionRow = typeof connection.$inferSelect;

/** Sides that are missing, or whose key no longer does (spec 2.5). */
export async function connectionNotices(tx: Transaction): Promise<Notice[]> {
  const rows = await tx.select().from(connection).orderBy(asc(connection.vendor));
  const refused = rows.filter(({ state }) => state === 'auth-failed').map(refusedNotice);
  const incomplete = rows.filter(({ state }) => state === 'incomplete').map(incompleteNotice);
  return [...refused, ...missing(rows), ...incomplete];
}

function refusedNotice({ vendor, note, checkedAt }: ConnectionRow): Notice {
  const why = note === null ? '' : ` ${note}`;
  return {
    code: 'connection-auth-failed',
    sentence: `${vendorLabels[vendor]} refused the key, so its part of the sync is stopped until a good one is saved.${why}`,
    since: checkedAt,
    command: `sitesync connect ${vendor}`,
  };
}

function incompleteNotice({ vendor, missing: lacks, checkedAt }: ConnectionRow): Notice {
  return {
    code: 'connection-incomplete',
    sentence: `The ${vendorLabels[vendor]} key lacks ${lacks.join(', ')}: its part of the sync waits for one that has them.`,
    since: checkedAt,
    command: `sitesync connect ${vendor}`,
  };
}

function missing(rows: readonly ConnectionRow[]): Notice[] {
  const notice = (what: string, vendor: Vendor): Notice => ({
    code: 'not-connected',
    sentence: `${what} is connected, so nothing is synchronized.`,
    since: null,
    command: `sitesync connect ${vendor}`,
  });
  if (rows.every(({ vendor }) => vendor !== 'datto-rmm')) {
    return [notice('No Datto RMM account', 'datto-rmm')];
  }
  if (rows.length > 1) return [];
  return [{ ...notice('No destination', 'gravityzone'), command: 'sitesync connect --help' }];
}
