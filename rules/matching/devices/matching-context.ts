import { deviceLabel, tellingNames } from './device-names.ts';
import type {
  Configuration,
  DeviceMatch,
  DeviceMatchingInput,
  SourceDevice,
} from './device-types.ts';
import { indexIdentifiers } from './identifier-index.ts';
import type {
  IdentifiedConfiguration,
  IdentifiedDevice,
  IdentifierIndex,
} from './identifier-index.ts';
import type { SharedIdentifier } from './shared-identifiers.ts';

/** All that one matching of an account looks things up in. */
export interface MatchingContext {
  readonly input: DeviceMatchingInput;
  readonly index: IdentifierIndex;
  /** Identifiers seen on several devices, judged when they are first met. */
  readonly shared: Map<string, SharedIdentifier>;
  readonly devices: ReadonlyMap<string, IdentifiedDevice>;
  readonly matchOf: ReadonlyMap<string, DeviceMatch>;
  readonly matchTo: ReadonlyMap<string, DeviceMatch>;
  /** By {@link nameInOrganization}. */
  readonly configurationsByName: ReadonlyMap<string, readonly IdentifiedConfiguration[]>;
  readonly devicesByName: ReadonlyMap<string, readonly SourceDevice[]>;
}

export function matchingContext(input: DeviceMatchingInput): MatchingContext {
  const index = indexIdentifiers(input.devices, input.configurations);
  const context = {
    input,
    index,
    shared: new Map<string, SharedIdentifier>(),
    devices: new Map(index.devices.map((one) => [one.device.uid, one])),
    matchOf: new Map(input.matches.map((match) => [match.deviceUid, match])),
    matchTo: new Map(input.matches.map((match) => [match.configurationId, match])),
    configurationsByName: new Map<string, IdentifiedConfiguration[]>(),
    devicesByName: new Map<string, SourceDevice[]>(),
  };
  for (const one of index.configurations.values()) {
    const { configuration } = one;
    for (const name of tellingNames(configuration)) {
      add(
        context.configurationsByName,
        nameInOrganization(configuration.organizationId, name),
        one,
      );
    }
  }
  for (const { device } of index.devices) {
    const organizationId = organizationOf(context, device);
    if (organizationId === undefined) continue;
    for (const name of tellingNames(device)) {
      add(context.devicesByName, nameInOrganization(organizationId, name), device);
    }
  }
  return context;
}

export function nameInOrganization(organizationId: string, name: string): string {
  return `${organizationId} ${name}`;
}

/** The organization that the device's source organization is matched to. */
export function organizationOf(
  { input }: Pick<MatchingContext, 'input'>,
  device: SourceDevice,
): string | undefined {
  return device.sourceId === null ? undefined : input.organizationMatches.get(device.sourceId);
}

/** Whether a person said that these two are not a match. */
export function isNoMatch(
  { input }: MatchingContext,
  device: SourceDevice,
  configuration: Configuration,
): boolean {
  return input.notMatches.get(device.uid)?.has(configuration.id) ?? false;
}

/** What a person calls the device of a match, be it gone from the account. */
export function labelOf(context: MatchingContext, match: DeviceMatch): string {
  const found = context.devices.get(match.deviceUid);
  return found === undefined ? (match.deviceName ?? match.deviceUid) : deviceLabel(found.device);
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, [value]);
  else before.push(value);
}
