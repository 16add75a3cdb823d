import { configurationIdentifiers, deviceIdentifiers } from './device-identifiers.ts';
import type { Identifier } from './device-identifiers.ts';
import type { Configuration, SourceDevice } from './device-types.ts';

/** A device with what identifies it. */
export interface IdentifiedDevice {
  readonly device: SourceDevice;
  readonly identifiers: readonly Identifier[];
  /** Configurations that share a trusted identifier with this device alone, and it with them alone. */
  readonly anchors: Set<string>;
}

/** A configuration with what identifies it. */
export interface IdentifiedConfiguration {
  readonly configuration: Configuration;
  readonly identifiers: ReadonlyMap<string, Identifier>;
}

/** Where in the whole account an identifier is seen. */
export interface Sightings {
  readonly devices: readonly IdentifiedDevice[];
  /** Those in use before the archived ones, then by id. */
  readonly configurations: readonly IdentifiedConfiguration[];
}

/** Devices and configurations of the whole account, by what identifies them. */
export interface IdentifierIndex {
  readonly devices: readonly IdentifiedDevice[];
  readonly configurations: ReadonlyMap<string, IdentifiedConfiguration>;
  readonly sightings: ReadonlyMap<string, Sightings>;
}

interface GrowingSightings extends Sightings {
  readonly devices: IdentifiedDevice[];
  readonly configurations: IdentifiedConfiguration[];
}

/** Takes time in proportion to the number of identifiers. */
export function indexIdentifiers(
  devices: readonly SourceDevice[],
  configurations: readonly Configuration[],
): IdentifierIndex {
  const sightings = new Map<string, GrowingSightings>();
  const identified = devices.toSorted(byUid).map(identifiedDevice);
  const known = configurations.toSorted(inUseFirst).map(identifiedConfiguration);
  for (const one of identified) {
    for (const { id } of one.identifiers) seen(sightings, id).devices.push(one);
  }
  for (const one of known) {
    for (const id of one.identifiers.keys()) seen(sightings, id).configurations.push(one);
  }
  const index = {
    devices: identified,
    configurations: new Map(known.map((one) => [one.configuration.id, one])),
    sightings,
  };
  for (const one of identified) dropAnchors(index, one);
  return index;
}

/** Where an identifier is seen. */
export function sightingsOf(index: IdentifierIndex, id: string): Sightings {
  return index.sightings.get(id) ?? nowhere;
}

const nowhere: Sightings = { devices: [], configurations: [] };

function dropAnchors(index: IdentifierIndex, { identifiers, anchors }: IdentifiedDevice): void {
  for (const { id, trust } of identifiers) {
    const { devices, configurations } = sightingsOf(index, id);
    const [only] = configurations;
    if (trust !== 'trusted' || devices.length > 1 || configurations.length > 1) continue;
    if (only !== undefined) anchors.add(only.configuration.id);
  }
}

function identifiedDevice(device: SourceDevice): IdentifiedDevice {
  return { device, identifiers: deviceIdentifiers(device), anchors: new Set() };
}

function identifiedConfiguration(configuration: Configuration): IdentifiedConfiguration {
  const identifiers = configurationIdentifiers(configuration);
  return { configuration, identifiers: new Map(identifiers.map((one) => [one.id, one])) };
}

function seen(sightings: Map<string, GrowingSightings>, id: string): GrowingSightings {
  const before = sightings.get(id);
  if (before !== undefined) return before;
  const made = { devices: [], configurations: [] };
  sightings.set(id, made);
  return made;
}

function byUid(a: SourceDevice, b: SourceDevice): number {
  return compared(a.uid, b.uid);
}

function inUseFirst(a: Configuration, b: Configuration): number {
  return Number(a.archived) - Number(b.archived) || compared(a.id, b.id);
}

/** By code units, so that the order is the same everywhere. */
export function compared(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
