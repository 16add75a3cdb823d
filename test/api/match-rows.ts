import { randomUUID } from 'node:crypto';
import { withTenant } from '../../db/connect.ts';
import type { ConfigurationPayload } from '../../db/readings/itglue-payloads.ts';
import { finishReading } from '../../db/readings/finish-reading.ts';
import { startReading } from '../../db/readings/start-reading.ts';
import { writePage } from '../../db/readings/write-page.ts';
import {
  match,
  type MatchCandidate,
  type MatchKind,
  type ReadingKind,
} from '../../db/schema/index.ts';
import type { TestApi } from './start-api.ts';

type MatchRow = typeof match.$inferSelect;

/** What the rules suggest. */
export function candidate(
  id: string,
  name: string,
  more: Partial<MatchCandidate> = {},
): MatchCandidate {
  const usual = { score: 0.99, likelihood: 'likely' as const, flags: [] };
  return { id, name, reasons: ['same but for Inc'], ...usual, ...more };
}

/** Matches as a run left them, each under its own source id. */
export interface TestMatch extends Partial<Omit<MatchRow, 'tenantId' | 'verdict'>> {
  sourceId: string;
  name: string;
  verdict?: Partial<MatchRow['verdict']>;
}

export async function storeMatches(
  { db }: TestApi,
  tenantId: string,
  kind: MatchKind,
  matches: readonly TestMatch[],
): Promise<void> {
  const rows = matches.map(({ verdict, ...one }) => ({
    tenantId,
    kind,
    organizationSourceId: one.sourceId,
    siteUid: one.sourceId,
    state: one.destinationId == null ? ('unmatched' as const) : ('matched' as const),
    factsHash: `facts of ${one.sourceId}`,
    details: {},
    verdict: { suggestions: [], conflicts: [], notes: [], ...verdict },
    ...one,
  }));
  await withTenant(db, tenantId, (tx) => tx.insert(match).values(rows));
}

/** Organizations and configurations of IT Glue, read whole; and devices, so that both sides were. */
export async function storeItglue(
  api: TestApi,
  tenantId: string,
  {
    organizations = [],
    configurations = [],
  }: {
    organizations?: { id: string; name: string; shortName?: string; psa?: string }[];
    configurations?: (Partial<ConfigurationPayload> &
      Pick<ConfigurationPayload, 'id' | 'name' | 'organizationId'>)[];
  },
): Promise<void> {
  await storeReading(
    api,
    tenantId,
    'organizations',
    organizations.map((one) => ({ ...noneOfOrganization, ...one })),
  );
  await storeReading(
    api,
    tenantId,
    'configurations',
    configurations.map((one) => ({ ...noneOfConfiguration, ...one })),
  );
  await storeReading(api, tenantId, 'devices', [{ id: randomUUID() }]);
}

const noneOfOrganization = {
  shortName: null,
  typeName: null,
  statusName: null,
  primary: false,
  psa: null,
};

const noneOfConfiguration = {
  hostname: null,
  serial: null,
  mac: null,
  ip: null,
  assetTag: null,
  installedBy: null,
  typeId: null,
  typeName: null,
  statusId: null,
  statusName: null,
  manufacturerId: null,
  manufacturerName: null,
  modelId: null,
  modelName: null,
  operatingSystemId: null,
  operatingSystemName: null,
  locationId: null,
  archived: false,
  psa: null,
  interfaces: [],
};

async function storeReading(
  { db }: TestApi,
  tenantId: string,
  kind: ReadingKind,
  items: { id: string }[],
): Promise<void> {
  const attempt = randomUUID();
  const wish = { runId: randomUUID(), kind, identity: '1', attempt, resume: false };
  const { readingId } = await startReading(db, tenantId, wish);
  const seen = items.map((payload) => ({ key: payload.id, payload }));
  await writePage(db, tenantId, readingId, attempt, seen);
  await finishReading(db, tenantId, readingId, attempt, {
    complete: true,
    identityMatches: true,
    listing: kind,
    uncounted: 0,
  });
}

/** Ends the open items of a decision as its workflow would; waits until there are some. */
export async function endItems(
  api: TestApi,
  ends: Record<string, { state: 'done' | 'refused'; outcome: string }>,
): Promise<void> {
  for (const [sourceId, { state, outcome }] of Object.entries(ends)) {
    for (;;) {
      const ended = await api.owner`update match_item set state = ${state}, outcome = ${outcome},
        finished_at = now() where source_id = ${sourceId} and state = 'pending' returning 1`;
      if (ended.length > 0) break;
    }
  }
  await api.owner`update decision set state = 'done', settled_at = now() where kind = 'match'`;
}
