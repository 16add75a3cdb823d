import { and, eq } from 'drizzle-orm';
import type { Catalogue } from '../../rules/itglue/catalogue.ts';
import { configurationTypeFor } from '../../rules/itglue/configuration-type.ts';
import {
  knownRecords,
  mayCreateConfiguration,
  type KnownRecords,
} from '../../rules/itglue/may-create-configuration.ts';
import type { CreationFacts, LookAlike } from '../../rules/matching/choice-facts.ts';
import type { Transaction } from '../connect.ts';
import { newestReading, readingItems, type Reading } from '../readings/load-reading.ts';
import { configurationPayload, deviceAuditPayload } from '../readings/payloads.ts';
import { deviceAudit, snapshotKey } from '../schema/index.ts';
import type { ToCreate } from './creation-facts.ts';
import { configurationsAsRead } from './destinations.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { loadDevices, type KnownDevice } from './load-devices.ts';
import { matchedConfiguration } from './source-device.ts';

/**
 * What stands against creating the configurations of devices (spec 4.3): configurations of any
 * organization that have the serial, a MAC address or the name, and what is still to be decided.
 */
export async function configurationDoubles(
  tx: Transaction,
  tenantId: string,
  wanted: readonly ToCreate[],
): Promise<Map<string, CreationFacts>> {
  if (wanted.length === 0) return new Map();
  const configurations = await newestReading(tx, 'configurations');
  const devices = await newestReading(tx, 'devices');
  const catalogue = await loadCatalogue(tx);
  if (configurations?.proves !== true || devices === null || catalogue === null) {
    return new Map(wanted.map(({ row }) => [row.id, unproven]));
  }
  const uids = wanted.map(({ row }) => row.sourceId);
  const known = await loadKnown(tx, tenantId, configurations, devices);
  const listed = await loadDevices(tx, tenantId, uids);
  const facts = new Map<string, CreationFacts>(
    wanted.map(({ row }) => {
      const device = listed.get(row.sourceId);
      return [row.id, device ? factsOf(device, row.verdict, known, catalogue) : unlisted];
    }),
  );
  return placed(tx, facts);
}

/** Says of each look-alike in which organization it is: names and hostnames repeat among clients. */
async function placed(
  tx: Transaction,
  facts: ReadonlyMap<string, CreationFacts>,
): Promise<Map<string, CreationFacts>> {
  const ids = [...facts.values()].flatMap(({ lookAlikes }) => lookAlikes.map(({ id }) => id));
  const there = await configurationsAsRead(tx, [...new Set(ids)]);
  const withPlace = (one: LookAlike): LookAlike => {
    const organization = there.get(one.id)?.organization?.name;
    return organization === undefined ? one : { ...one, organization };
  };
  return new Map(
    [...facts].map(([rowId, { lookAlikes, ...rest }]) => [
      rowId,
      { ...rest, lookAlikes: lookAlikes.map(withPlace) },
    ]),
  );
}

/** A configuration that is not listed may be there all the same (spec 3.6.1). */
const unproven = obstacle(
  'IT Glue’s configurations were not read whole yet, so that nobody can say whether it is there. Sync first.',
);
const unlisted = obstacle('It was not in Datto RMM any more when that was last read whole.');

function obstacle(sentence: string): CreationFacts {
  return { lookAlikes: [], doubts: [], obstacles: [sentence] };
}

function factsOf(
  { listed, device }: KnownDevice,
  verdict: ToCreate['row']['verdict'],
  known: KnownRecords,
  { types }: Catalogue,
): CreationFacts {
  const { lookAlikes, doubts } = mayCreateConfiguration(device, verdict, known);
  const type = configurationTypeFor(listed, types);
  return { lookAlikes, doubts, obstacles: type.ok ? [] : [type.sentence] };
}

async function loadKnown(
  tx: Transaction,
  tenantId: string,
  configurations: Reading,
  devices: Reading,
): Promise<KnownRecords> {
  const items = await readingItems(tx, configurations.id);
  const audits = await tx
    .select({ uid: deviceAudit.deviceUid, audit: deviceAudit.audit })
    .from(deviceAudit)
    .innerJoin(
      snapshotKey,
      and(eq(snapshotKey.readingId, devices.id), eq(snapshotKey.key, deviceAudit.deviceUid)),
    )
    .where(eq(deviceAudit.tenantId, tenantId));
  return knownRecords(
    items.map(({ payload }) => matchedConfiguration(configurationPayload.parse(payload))),
    audits.map(({ uid, audit }) => ({ uid, serial: deviceAuditPayload.parse(audit).serial })),
  );
}
