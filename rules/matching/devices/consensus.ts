import type { Configuration, SourceDevice } from './device-types.ts';
import { compared, indexIdentifiers, sightingsOf } from './identifier-index.ts';
import type { IdentifiedDevice, IdentifierIndex } from './identifier-index.ts';

/** How many of a source organization's devices are found in one organization's configurations. */
export interface Consensus {
  sourceId: string;
  destinationId: string;
  agree: number;
  /** All devices of the source organization. */
  of: number;
}

/**
 * What devices say of which organization their source is: evidence for suggestions (spec 4.2), never
 * a match. A device counts if its trusted identifiers, seen on it alone, are found in one
 * organization's configurations and in no other's. The most agreeing come first.
 */
export function deviceConsensus(
  devices: readonly SourceDevice[],
  configurations: readonly Configuration[],
): Consensus[] {
  const index = indexIdentifiers(devices, configurations);
  const totals = new Map<string, number>();
  const found = new Map<string, Consensus>();
  for (const one of index.devices) {
    const { sourceId } = one.device;
    if (sourceId === null) continue;
    totals.set(sourceId, (totals.get(sourceId) ?? 0) + 1);
    const destinationId = organizationFoundIn(index, one);
    if (destinationId === undefined) continue;
    const key = JSON.stringify([sourceId, destinationId]);
    const before = found.get(key) ?? { sourceId, destinationId, agree: 0, of: 0 };
    found.set(key, { ...before, agree: before.agree + 1 });
  }
  return [...found.values()]
    .map((one) => ({ ...one, of: totals.get(one.sourceId) ?? 0 }))
    .toSorted(
      (a, b) =>
        compared(a.sourceId, b.sourceId) ||
        b.agree - a.agree ||
        compared(a.destinationId, b.destinationId),
    );
}

/** "37 of 41 devices agree" */
export function consensusText({ agree, of }: Pick<Consensus, 'agree' | 'of'>): string {
  if (of === 1) return 'its only device agrees';
  return `${agree} of ${of} devices ${agree === 1 ? 'agrees' : 'agree'}`;
}

function organizationFoundIn(index: IdentifierIndex, one: IdentifiedDevice): string | undefined {
  const organizations = new Set<string>();
  for (const { id, trust } of one.identifiers) {
    const { devices, configurations } = sightingsOf(index, id);
    if (trust !== 'trusted' || devices.length > 1) continue;
    for (const { configuration } of configurations) organizations.add(configuration.organizationId);
  }
  const [only, ...others] = organizations;
  return others.length === 0 ? only : undefined;
}
