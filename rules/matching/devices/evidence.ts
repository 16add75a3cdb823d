import type { Identifier } from './device-identifiers.ts';
import { tellingNames } from './device-names.ts';
import type { MatchRule } from './device-types.ts';
import { sightingsOf } from './identifier-index.ts';
import type { IdentifiedConfiguration, IdentifiedDevice } from './identifier-index.ts';
import type { MatchingContext } from './matching-context.ts';
import { sharedIdentifier } from './shared-identifiers.ts';

/** Where one identifier of a device points to. */
export interface Pointer {
  readonly identifier: Identifier;
  /**
   * `strong`: says which machine it is. `shared`: a MAC address that other devices have too. `weak`: of
   * a dock, a virtual machine or made by software.
   */
  readonly role: 'strong' | 'shared' | 'weak';
  /** A serial that other devices have too: it points, and never matches. */
  readonly contested: boolean;
  readonly targets: readonly IdentifiedConfiguration[];
}

/** Where a device's identifiers point to in the whole account. */
export function pointersOf(context: MatchingContext, one: IdentifiedDevice): Pointer[] {
  return one.identifiers
    .map((identifier) => pointerOf(context, one, identifier))
    .filter(({ targets }) => targets.length > 0);
}

function pointerOf(
  context: MatchingContext,
  one: IdentifiedDevice,
  identifier: Identifier,
): Pointer {
  const { devices, configurations } = sightingsOf(context.index, identifier.id);
  const isShared = devices.length > 1;
  const ofSerial = identifier.kind === 'serial';
  // Of a serial the machine may be this one, unless it is known to be another.
  const targets =
    isShared && (!ofSerial || one.anchors.size > 0)
      ? sharedIdentifier(context, identifier.id).unexplained
      : configurations;
  if (identifier.trust === 'weak') return { identifier, role: 'weak', contested: false, targets };
  if (isShared && !ofSerial) return { identifier, role: 'shared', contested: false, targets };
  return { identifier, role: 'strong', contested: isShared, targets };
}

/** What speaks for one configuration, seen on this device alone and on this configuration alone. */
export interface Support {
  readonly rule: MatchRule | undefined;
  readonly identifiers: readonly Identifier[];
  /** A trusted MAC address is among them. */
  readonly byMac: boolean;
  /** The only serial is a virtual machine's, and neither a MAC address nor the name agrees. */
  readonly virtualOnly: boolean;
}

export function supportFor(
  context: MatchingContext,
  one: IdentifiedDevice,
  target: IdentifiedConfiguration,
): Support {
  const agreeing = one.identifiers.filter(({ id }) => isUniquelyShared(context, id, target));
  const macs = agreeing.filter(({ kind, trust }) => kind === 'mac' && trust === 'trusted');
  const primary = macs.filter(
    ({ id, primary }) => primary && target.identifiers.get(id)?.primary === true,
  );
  const serial = agreeing.find(({ kind }) => kind === 'serial');
  const needsMore =
    serial?.trust === 'virtual-machine' &&
    !agreeing.some(({ kind }) => kind === 'mac') &&
    sharedNames(one, target).length === 0;
  const serialCounts = serial !== undefined && !needsMore;
  return {
    rule: ruleOf(primary.length > 0, macs.length > 0, serialCounts),
    identifiers: agreeing,
    byMac: macs.length > 0,
    virtualOnly: needsMore && macs.length === 0,
  };
}

function ruleOf(primary: boolean, mac: boolean, serial: boolean): MatchRule | undefined {
  if (primary) return serial ? 'primary-mac-and-serial' : 'primary-mac';
  if (mac) return 'mac';
  return serial ? 'serial' : undefined;
}

function isUniquelyShared(
  context: MatchingContext,
  id: string,
  target: IdentifiedConfiguration,
): boolean {
  if (!target.identifiers.has(id)) return false;
  const { devices, configurations } = sightingsOf(context.index, id);
  return devices.length === 1 && configurations.length === 1;
}

/** Names that both have and that say which machine it is. */
export function sharedNames(one: IdentifiedDevice, target: IdentifiedConfiguration): string[] {
  const names = tellingNames(target.configuration);
  return tellingNames(one.device).filter((name) => names.includes(name));
}

/**
 * Other devices that a configuration's trusted identifiers point to. A shared MAC address that this
 * device has as well is no claim, nor is a shared identifier of devices that are other machines.
 */
export function rivalsFor(
  context: MatchingContext,
  one: IdentifiedDevice,
  target: IdentifiedConfiguration,
): IdentifiedDevice[] {
  const rivals = new Set<IdentifiedDevice>();
  for (const { id, kind, trust } of target.identifiers.values()) {
    if (trust === 'weak') continue;
    const { devices } = sightingsOf(context.index, id);
    const isShared = devices.length > 1;
    if (isShared && kind === 'mac' && one.identifiers.some((own) => own.id === id)) continue;
    const claiming = isShared ? sharedIdentifier(context, id).unanchored : devices;
    for (const rival of claiming) if (rival !== one) rivals.add(rival);
  }
  return [...rivals].toSorted((a, b) => (a.device.uid < b.device.uid ? -1 : 1));
}

/** Serials that both have and that differ: single-valued, so a veto even where a MAC address agrees. */
export function differingSerials(
  one: IdentifiedDevice,
  target: IdentifiedConfiguration,
): { device: string; configuration: string } | undefined {
  const own = one.identifiers.find(({ kind }) => kind === 'serial');
  const other = [...target.identifiers.values()].find(({ kind }) => kind === 'serial');
  if (own === undefined || other === undefined || own.id === other.id) return undefined;
  return { device: own.text, configuration: other.text };
}
