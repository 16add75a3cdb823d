import { deviceNameKey } from '../../rules/matching/devices/device-names.ts';
import { serialKey } from '../../rules/matching/identifiers/serial.ts';
import { organizationId as organizationIdOf } from '../../vendors/itglue/ids.ts';
import type { Configuration } from '../../vendors/itglue/schemas.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import type { Before } from '../writes/perform-write.ts';
import {
  marked,
  type ConfigurationsBefore,
  type CreatedConfiguration,
  type WantedConfiguration,
} from './configuration-write.ts';
import { readMatch, requireUnmatched } from './match-of-action.ts';

/**
 * What is in the organization before a configuration is created there. One with the device's mark is
 * the device's own, and none is made beside it; anything else of its name or serial has to have been
 * confirmed as another one: IT Glue takes duplicates.
 *
 * @throws {StepProblem} `changed`, `may-be-double`.
 */
export async function readConfigurationBefore(
  step: StepContext,
  wanted: WantedConfiguration,
): Promise<Before<CreatedConfiguration>> {
  await requireItsOrganization(step, wanted);
  const there = await sameNamedOrNumbered(step, wanted);
  const { despite = [] } = step.action.details;
  const unknown = there.filter(({ id }) => !despite.includes(id));
  const ours = marked(unknown, wanted.configuration.installedBy);
  const [only] = ours;
  if (only && ours.length === 1 && !only.archived) return { already: { configurationId: only.id } };
  if (unknown.length > 0) throw mayBeDouble(wanted, unknown);
  const evidence: ConfigurationsBefore = {
    readAt: new Date().toISOString(),
    configurationIds: there.map(({ id }) => id),
  };
  return { evidence };
}

/** The decision may be days old: the device is unmatched still, and in the same organization. */
async function requireItsOrganization(
  step: StepContext,
  { organizationId, organizationName }: WantedConfiguration,
): Promise<void> {
  const row = await requireUnmatched(step);
  const source = await readMatch(step, 'organization', row.organizationSourceId);
  const isSame = source?.state === 'matched' && source.destinationId === organizationId;
  if (isSame) return;
  const now =
    source?.state === 'matched' ? `matched to “${source.destinationName ?? ''}”` : 'unmatched';
  const sentence = `The organization of device “${row.name}”, which was matched to “${organizationName}”, is ${now} by now; nothing was created.`;
  throw new StepProblem('changed', sentence);
}

/** Compared here, whatever IT Glue's filters compare (itglue.md 2.3). */
async function sameNamedOrNumbered(
  step: StepContext,
  { organizationId, configuration }: WantedConfiguration,
): Promise<Configuration[]> {
  const client = await step.itglue();
  const id = organizationIdOf(organizationId);
  const { name, serialNumber, installedBy } = configuration;
  const { signal } = step;
  const found = await client.configurationsOf(id, { name }, { signal });
  if (serialNumber !== undefined) {
    found.push(...(await client.configurationsOf(id, { serialNumber }, { signal })));
  }
  const nameKey = deviceNameKey(name);
  const numberKey = serialKey(serialNumber);
  const alike = found.filter(
    (one) =>
      one.installedBy === installedBy ||
      deviceNameKey(one.name) === nameKey ||
      (numberKey !== '' && serialKey(one.serialNumber) === numberKey),
  );
  return [...new Map(alike.map((one) => [one.id, one])).values()];
}

function mayBeDouble(
  { organizationName, configuration }: WantedConfiguration,
  unknown: readonly Configuration[],
): StepProblem {
  const list = unknown
    .map(({ id, name, archived }) => `“${name}” (${id}${archived ? ', archived' : ''})`)
    .join(', ');
  return new StepProblem(
    'may-be-double',
    `Organization “${organizationName}” has a configuration of the name or serial of “${configuration.name}” by now: ${list}; nothing was created. Match the device to it, or name it as another one and create again.`,
  );
}
