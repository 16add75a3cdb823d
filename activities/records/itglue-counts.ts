import { and, eq, gte } from 'drizzle-orm';
import { countAuditsDue } from '../../db/audits/audits-due.ts';
import type { Transaction } from '../../db/connect.ts';
import { countMatches } from '../../db/matches/count-matches.ts';
import { devicesBySite } from '../../db/readings/devices-by-site.ts';
import { newestReading, readingItems } from '../../db/readings/load-reading.ts';
import { sitePayload } from '../../db/readings/payloads.ts';
import {
  action,
  deviceAudit,
  match,
  run,
  type MatchKind,
  type RunCounts,
} from '../../db/schema/index.ts';
import { listedSites } from '../../rules/gravityzone/scope.ts';
import { itglueCallsBound } from '../../rules/itglue/calls-bound.ts';

export interface ItgluePart {
  counts: NonNullable<RunCounts['itglue']>;
  /** The fewest calls of this part. */
  callsBound: number;
}

/** What the IT Glue part of a run found and did; null where the run had none. */
export async function itglueCounts(
  tx: Transaction,
  tenantId: string,
  runId: string,
): Promise<ItgluePart | null> {
  const devices = await newestReading(tx, 'devices', runId);
  const organizations = await newestReading(tx, 'organizations', runId);
  const configurations = await newestReading(tx, 'configurations', runId);
  if (!devices && !organizations && !configurations) return null;
  const [row] = await tx.select({ startedAt: run.startedAt }).from(run).where(eq(run.id, runId));
  const startedAt = row?.startedAt ?? new Date();
  const read = await tx.$count(deviceAudit, gte(deviceAudit.readAt, startedAt));
  const sizes = {
    organizations: organizations?.itemCount ?? 0,
    configurations: configurations?.itemCount ?? 0,
  };
  const devicesBySite = await countBySite(tx, runId, devices?.id);
  return {
    counts: {
      devices: devices?.itemCount ?? 0,
      ...sizes,
      audits: { read, left: devices ? await countAuditsDue(tx, devices.id) : 0 },
      matches: {
        organizations: await countMatches(tx, { tenantId, kind: 'organization' }),
        devices: await countMatches(tx, { tenantId, kind: 'device' }),
      },
      newlyMatched: {
        organizations: await matchedBy(tx, 'organization', startedAt),
        devices: await matchedBy(tx, 'device', startedAt),
      },
      updated: await tx.$count(action, and(updatesOf(runId), eq(action.state, 'done'))),
    },
    callsBound: itglueCallsBound({ devicesBySite, auditsChanged: read, ...sizes }),
  };
}

const updatesOf = (runId: string) =>
  and(eq(action.runId, runId), eq(action.verb, 'update-configuration'));

/** How many the rules matched since the run began. */
function matchedBy(tx: Transaction, kind: MatchKind, startedAt: Date): Promise<number> {
  return tx.$count(
    match,
    and(
      eq(match.kind, kind),
      eq(match.state, 'matched'),
      eq(match.origin, 'rule'),
      gte(match.matchedAt, startedAt),
    ),
  );
}

/** Devices of each managed site, those without any included. */
async function countBySite(
  tx: Transaction,
  runId: string,
  devicesReadingId: string | undefined,
): Promise<number[]> {
  const sites = await newestReading(tx, 'sites', runId);
  if (!sites || devicesReadingId === undefined) return [];
  const listed = (await readingItems(tx, sites.id)).map(({ payload }) =>
    sitePayload.parse(payload),
  );
  const devices = await devicesBySite(tx, devicesReadingId);
  return listedSites(listed).map(({ uid }) => devices.get(uid) ?? 0);
}
