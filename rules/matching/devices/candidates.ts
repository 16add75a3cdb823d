import { deviceLabel } from './device-names.ts';
import type { Configuration, DeviceCandidate } from './device-types.ts';
import { sharedNames } from './evidence.ts';
import type { IdentifiedConfiguration, IdentifiedDevice } from './identifier-index.ts';
import { agreementReason, listed, quoted } from './sentences.ts';

const likelyFrom = 0.7;

/** One configuration to be shown; what has to be looked out for makes it possible, and not likely. */
export function candidateFor(
  configuration: Configuration,
  { score, reasons, flags }: Pick<DeviceCandidate, 'score' | 'reasons' | 'flags'>,
): DeviceCandidate {
  const likelihood = score >= likelyFrom && flags.length === 0 ? 'likely' : 'possible';
  return { id: configuration.id, name: configuration.name, score, likelihood, reasons, flags };
}

/** "also wanted by “RECEPTION” and “FRONT-DESK”" */
export function rivalFlag(rivals: readonly Pick<IdentifiedDevice, 'device'>[]): string {
  const named = rivals.slice(0, 3).map(({ device }) => quoted(deviceLabel(device)));
  const more = rivals.length > named.length ? ['others'] : [];
  return `also wanted by ${listed([...named, ...more])}`;
}

/** Why a configuration is the device’s, in words. */
export function reasonsFor(one: IdentifiedDevice, target: IdentifiedConfiguration): string[] {
  const agreeing = one.identifiers.filter(({ id }) => target.identifiers.has(id));
  const [name] = sharedNames(one, target);
  const byName = name === undefined ? [] : [`same name ${quoted(deviceLabel(one.device))}`];
  return [...agreeing.map((identifier) => agreementReason(identifier, target)), ...byName];
}
