import { compared, sightingsOf } from './identifier-index.ts';
import type { IdentifiedConfiguration, IdentifiedDevice } from './identifier-index.ts';
import type { MatchingContext } from './matching-context.ts';

/**
 * An identifier that several devices have: a dock's MAC address, the serial of a re-imaged machine or
 * of copies. It never matches anything. What it points to is explained, and no contradiction, where a
 * device that has it too agrees with that configuration by an identifier of its own: the dock was
 * written down with another laptop.
 */
export interface SharedIdentifier {
  /** Configurations that have it and that none of its devices agrees with by another identifier. */
  readonly unexplained: readonly IdentifiedConfiguration[];
  /** The first of its devices that agree with no configuration by an identifier of their own. */
  readonly unanchored: readonly IdentifiedDevice[];
  /** The device seen last of those that may be what its configurations stand for. */
  readonly newest: IdentifiedDevice | undefined;
}

/** No more rivals than these are ever named. */
const namedRivals = 4;

/** Judged once an identifier, since a VPN's address may be on every device of an account. */
export function sharedIdentifier(context: MatchingContext, id: string): SharedIdentifier {
  const before = context.shared.get(id);
  if (before !== undefined) return before;
  const { devices, configurations } = sightingsOf(context.index, id);
  const explained = new Set(devices.flatMap(({ anchors }) => [...anchors]));
  const ids = new Set(configurations.map(({ configuration }) => configuration.id));
  const unanchored = devices.filter(({ anchors }) => anchors.size === 0);
  const contenders = devices.filter(
    ({ anchors }) => anchors.size === 0 || [...anchors].some((anchor) => ids.has(anchor)),
  );
  const made = {
    unexplained: configurations.filter(({ configuration }) => !explained.has(configuration.id)),
    unanchored: unanchored.slice(0, namedRivals),
    newest: newestOf(contenders),
  };
  context.shared.set(id, made);
  return made;
}

/** None if two were seen last at the same time, or none is known to have been seen. */
function newestOf(devices: readonly IdentifiedDevice[]): IdentifiedDevice | undefined {
  const [first, second] = devices.toSorted(
    (a, b) => seenAt(b) - seenAt(a) || compared(a.device.uid, b.device.uid),
  );
  if (first === undefined || seenAt(first) === 0) return undefined;
  return second !== undefined && seenAt(second) === seenAt(first) ? undefined : first;
}

function seenAt({ device }: IdentifiedDevice): number {
  return device.lastSeenAt ?? 0;
}
