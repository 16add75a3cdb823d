import { eq } from 'drizzle-orm';
import { itglueSettingsSchema, type OrganizationSource } from '../../rules/itglue/settings.ts';
import type { Configuration, SourceDevice } from '../../rules/matching/devices/device-types.ts';
import {
  sourceIdOf,
  sourceOrganizations,
  type SourceOrganization,
  type SourceSite,
} from '../../rules/matching/sources/source-organizations.ts';
import { auditedDevices } from '../audits/audited-devices.ts';
import type { Transaction } from '../connect.ts';
import { newestReading, readingPages, type Reading } from '../readings/load-reading.ts';
import {
  configurationPayload,
  organizationPayload,
  sitePayload,
  type OrganizationPayload,
} from '../readings/payloads.ts';
import { tenant } from '../schema/index.ts';
import { matchedConfiguration, sourceDevice } from './source-device.ts';
import { loadRecordedMatches, type RecordedMatches } from './recorded-matches.ts';

/** All that a run's matching is made from: its own readings, and what is recorded now. */
export interface MatchInput {
  organizationSource: OrganizationSource;
  sources: readonly SourceOrganization[];
  devices: readonly MatchedDevice[];
  organizations: readonly OrganizationPayload[];
  configurations: readonly Configuration[];
  /** What the readings prove (spec 3.6.1): what is not proven matches nothing, and nothing is gone by it. */
  proven: { sources: boolean; organizations: boolean; configurations: boolean };
  recorded: RecordedMatches;
}

/** A device with what is shown of it beside what is matched by. */
export interface MatchedDevice {
  device: SourceDevice;
  lastSeenOn: string | null;
}

/**
 * Loads what a run matches.
 *
 * @returns null where sites or devices were not read to their end: then there is nothing to match.
 */
export async function loadMatchInput(
  tx: Transaction,
  tenantId: string,
  runId: string,
): Promise<MatchInput | null> {
  const sites = await newestReading(tx, 'sites', runId);
  const devices = await newestReading(tx, 'devices', runId);
  if (!sites || !devices) return null;
  const organizations = await newestReading(tx, 'organizations', runId);
  const configurations = await newestReading(tx, 'configurations', runId);
  const organizationSource = await organizationSourceOf(tx, tenantId);
  return {
    organizationSource,
    ...(await loadSources(tx, tenantId, sites, devices, organizationSource)),
    organizations: await payloads(tx, organizations, (one) => organizationPayload.parse(one)),
    configurations: await payloads(tx, configurations, (one) =>
      matchedConfiguration(configurationPayload.parse(one)),
    ),
    proven: {
      sources: sites.proves === true && devices.proves === true,
      organizations: organizations?.proves === true,
      configurations: configurations?.proves === true,
    },
    recorded: await loadRecordedMatches(tx, tenantId),
  };
}

async function organizationSourceOf(
  tx: Transaction,
  tenantId: string,
): Promise<OrganizationSource> {
  const [row] = await tx
    .select({ settings: tenant.itglueSettings })
    .from(tenant)
    .where(eq(tenant.id, tenantId));
  return itglueSettingsSchema.parse(row?.settings ?? {}).organizationSource;
}

async function loadSources(
  tx: Transaction,
  tenantId: string,
  sitesReading: Reading,
  devicesReading: Reading,
  organizationSource: OrganizationSource,
): Promise<Pick<MatchInput, 'sources' | 'devices'>> {
  const sites = await managedSites(tx, sitesReading);
  const counts = new Map<string, number>();
  const devices: MatchedDevice[] = [];
  for await (const page of auditedDevices(tx, tenantId, devicesReading)) {
    for (const { listed, audit } of page) {
      const site = sites.get(listed.siteUid);
      // Its site went on-demand, or went, between the two readings: the next run sees which.
      if (!site) continue;
      const sourceId = sourceIdOf(site, organizationSource);
      const device = sourceDevice(listed, audit, sourceId);
      devices.push({ device, lastSeenOn: listed.lastSeenOn });
      counts.set(site.uid, (counts.get(site.uid) ?? 0) + 1);
    }
  }
  const counted = [...sites.values()].map((site) => ({
    ...site,
    devices: counts.get(site.uid) ?? 0,
  }));
  return { sources: sourceOrganizations(counted, organizationSource), devices };
}

async function managedSites(
  tx: Transaction,
  reading: Reading,
): Promise<Map<string, Omit<SourceSite, 'devices'>>> {
  const sites = await payloads(tx, reading, (one) => sitePayload.parse(one));
  return new Map(
    sites
      .filter(({ onDemand }) => !onDemand)
      .map(({ uid, name, autotaskCompanyId, autotaskCompanyName }) => [
        uid,
        { uid, name, autotaskCompanyId, autotaskCompanyName },
      ]),
  );
}

async function payloads<T>(
  tx: Transaction,
  reading: Reading | null,
  parse: (payload: unknown) => T,
): Promise<T[]> {
  const parsed: T[] = [];
  if (!reading) return parsed;
  for await (const page of readingPages(tx, reading)) {
    for (const { payload } of page) parsed.push(parse(payload));
  }
  return parsed;
}
