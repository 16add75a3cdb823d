import { candidateFor, rivalFlag } from './candidates.ts';
import { deviceLabel, tellingNames } from './device-names.ts';
import type { DeviceCandidate } from './device-types.ts';
import { differingSerials } from './evidence.ts';
import type { Pointer } from './evidence.ts';
import type { IdentifiedConfiguration, IdentifiedDevice } from './identifier-index.ts';
import { manufacturersDiffer } from './manufacturers.ts';
import { isNoMatch, nameInOrganization } from './matching-context.ts';
import type { MatchingContext } from './matching-context.ts';
import { agreementReason, placed, quoted } from './sentences.ts';

/** No more configurations of one name than these are looked at. */
const mostOfOneName = 10;

interface NameSuggestions {
  readonly candidates: DeviceCandidate[];
  readonly conflicts: string[];
}

/** Configurations of the organization with exactly the device's name or hostname (spec 4.3). */
export function suggestByName(
  context: MatchingContext,
  one: IdentifiedDevice,
  organizationId: string,
): NameSuggestions {
  const namesakes = configurationsNamed(context, one, organizationId).filter(
    ({ configuration }) =>
      !context.matchTo.has(configuration.id) && !isNoMatch(context, one.device, configuration),
  );
  const conflicts: string[] = [];
  const candidates: DeviceCandidate[] = [];
  for (const target of namesakes) {
    const serials = differingSerials(one, target);
    if (serials === undefined) {
      candidates.push(namesake(context, one, target, namesakes.length > 1));
      continue;
    }
    const which = placed(context, target.configuration, organizationId);
    conflicts.push(
      `It has the name of ${which}, but the serials differ: ${serials.device} here, ${serials.configuration} there. It may have been replaced.`,
    );
  }
  return { candidates, conflicts };
}

function namesake(
  context: MatchingContext,
  one: IdentifiedDevice,
  target: IdentifiedConfiguration,
  isOneOfSeveral: boolean,
): DeviceCandidate {
  const { configuration } = target;
  const rivals = devicesNamed(context, one, configuration.organizationId);
  const weak = one.identifiers.filter(({ id }) => target.identifiers.has(id));
  return candidateFor(configuration, {
    score: weak.length > 0 ? 0.8 : 0.7,
    reasons: [
      `same name ${quoted(deviceLabel(one.device))}`,
      ...weak.map((identifier) => agreementReason(identifier, target)),
    ],
    flags: [
      ...(configuration.archived ? ['archived'] : []),
      ...(isOneOfSeveral ? ['one of several configurations of this name'] : []),
      ...(rivals.length > 0 ? [rivalFlag(rivals)] : []),
      ...(manufacturersDiffer(one.device.manufacturer, configuration.manufacturer)
        ? ['the manufacturers differ']
        : []),
    ],
  });
}

/** The configuration that a weak MAC address points to: something to look at, and no more. */
export function suggestByWeakAddress(
  context: MatchingContext,
  one: IdentifiedDevice,
  organizationId: string,
  pointers: readonly Pointer[],
): DeviceCandidate[] {
  return pointers.flatMap(({ identifier, role, targets }) => {
    const [target, ...others] = targets;
    if (role !== 'weak' || target === undefined || others.length > 0) return [];
    const { configuration } = target;
    const isOpen =
      configuration.organizationId === organizationId &&
      !context.matchTo.has(configuration.id) &&
      !isNoMatch(context, one.device, configuration) &&
      differingSerials(one, target) === undefined;
    if (!isOpen) return [];
    const reasons = [agreementReason(identifier, target)];
    return [candidateFor(configuration, { score: 0.5, reasons, flags: [] })];
  });
}

function configurationsNamed(
  context: MatchingContext,
  { device }: IdentifiedDevice,
  organizationId: string,
): IdentifiedConfiguration[] {
  const found = tellingNames(device).flatMap((name) =>
    (context.configurationsByName.get(nameInOrganization(organizationId, name)) ?? []).slice(
      0,
      mostOfOneName,
    ),
  );
  return [...new Set(found)];
}

/** Other devices of that name in the organization's sources; enough of them to be named. */
function devicesNamed(
  context: MatchingContext,
  { device }: IdentifiedDevice,
  organizationId: string,
): { device: IdentifiedDevice['device'] }[] {
  const found = tellingNames(device).flatMap((name) =>
    (context.devicesByName.get(nameInOrganization(organizationId, name)) ?? []).slice(0, 5),
  );
  return [...new Set(found)]
    .filter(({ uid }) => uid !== device.uid)
    .map((other) => ({ device: other }));
}
