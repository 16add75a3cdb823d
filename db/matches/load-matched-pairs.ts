import { and, eq, sql } from 'drizzle-orm';
import type { MatchedPair } from '../../rules/itglue/plan-updates.ts';
import type { MatchPlanItem } from '../../rules/itglue/plan-types.ts';
import type { Transaction } from '../connect.ts';
import { newestOf } from '../readings/newest-of.ts';
import { readingItems, type Reading } from '../readings/load-reading.ts';
import {
  configurationPayload,
  organizationPayload,
  type ConfigurationPayload,
} from '../readings/payloads.ts';
import { match, type MatchNote } from '../schema/index.ts';
import { deviceToWrite } from './device-to-write.ts';
import { loadDevices } from './load-devices.ts';
import { ownedConfiguration, referenceNames } from './owned-configuration.ts';

/** A device and the configuration that it is matched to, or would be by a plan's rules. */
interface Pair {
  deviceUid: string;
  deviceName: string;
  /** Its source organization. */
  sourceId: string;
  configurationId: string;
  notes: readonly MatchNote[];
}

/** So many pairs are in memory at once. */
const pageSize = 500;

/**
 * All matched devices with their configurations, as both were last read whole, in pages.
 *
 * @param planned what a plan would match besides.
 */
export async function* matchedPairs(
  tx: Transaction,
  tenantId: string,
  organizationsReading: Reading,
  planned: readonly MatchPlanItem[],
): AsyncGenerator<MatchedPair[]> {
  const pairs = await loadPairs(tx, tenantId, planned);
  const homes = await loadHomes(tx, tenantId, planned);
  const names = await loadOrganizationNames(tx, organizationsReading);
  for (let start = 0; start < pairs.length; start += pageSize) {
    const page = pairs.slice(start, start + pageSize);
    const devices = await loadDevices(
      tx,
      tenantId,
      page.map(({ deviceUid }) => deviceUid),
    );
    const configurations = await loadConfigurations(tx, page);
    yield page.flatMap((pair) => {
      const known = devices.get(pair.deviceUid);
      const configuration = configurations.get(pair.configurationId);
      // Out of sight on either side: nothing is written, and its match says so.
      if (!known || !configuration) return [];
      return {
        device: deviceToWrite(known),
        deviceName: pair.deviceName,
        configuration: ownedConfiguration(configuration),
        organizationId: configuration.organizationId,
        organizationName: names.get(configuration.organizationId) ?? configuration.organizationId,
        homeOrganizationId: homes.get(pair.sourceId) ?? null,
        contradicted: pair.notes.some(({ code }) => code === 'contradicted'),
        referenceNames: referenceNames(configuration),
      };
    });
  }
}

async function loadPairs(
  tx: Transaction,
  tenantId: string,
  planned: readonly MatchPlanItem[],
): Promise<Pair[]> {
  const rows = await tx
    .select({
      deviceUid: match.sourceId,
      deviceName: match.name,
      sourceId: match.organizationSourceId,
      configurationId: match.destinationId,
      notes: sql<MatchNote[]>`${match.verdict} -> 'notes'`,
    })
    .from(match)
    .where(
      and(
        eq(match.tenantId, tenantId),
        eq(match.kind, 'device'),
        eq(match.state, 'matched'),
        eq(match.present, true),
      ),
    );
  return [
    ...rows.flatMap(({ configurationId, ...row }) =>
      configurationId === null ? [] : [{ ...row, configurationId }],
    ),
    ...planned.flatMap((item) => (item.kind === 'match-device' ? [{ ...item, notes: [] }] : [])),
  ];
}

/** The organization that each source organization is matched to, or would be. */
async function loadHomes(
  tx: Transaction,
  tenantId: string,
  planned: readonly MatchPlanItem[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ sourceId: match.sourceId, organizationId: match.destinationId })
    .from(match)
    .where(
      and(eq(match.tenantId, tenantId), eq(match.kind, 'organization'), eq(match.state, 'matched')),
    );
  const homes = new Map<string, string>();
  for (const { sourceId, organizationId } of rows) {
    if (organizationId !== null) homes.set(sourceId, organizationId);
  }
  for (const item of planned) {
    if (item.kind === 'match-organization') homes.set(item.sourceId, item.organizationId);
  }
  return homes;
}

async function loadOrganizationNames(
  tx: Transaction,
  reading: Reading,
): Promise<ReadonlyMap<string, string>> {
  const items = await readingItems(tx, reading.id);
  return new Map(
    items
      .map(({ payload }) => organizationPayload.parse(payload))
      .map(({ id, name }) => [id, name]),
  );
}

async function loadConfigurations(
  tx: Transaction,
  page: readonly Pair[],
): Promise<ReadonlyMap<string, ConfigurationPayload>> {
  const ids = page.map(({ configurationId }) => configurationId);
  const payloads = await newestOf(tx, 'configurations', ids);
  return new Map(
    payloads.map((payload) => configurationPayload.parse(payload)).map((one) => [one.id, one]),
  );
}
