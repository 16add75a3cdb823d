import { recordCreated } from '../../db/matches/record-created.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import { organizationId as organizationIdOf } from '../../vendors/itglue/ids.ts';
import type { NewConfiguration } from '../../vendors/itglue/new-records.ts';
import type { Configuration } from '../../vendors/itglue/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';
import { sourceOf } from './match-of-action.ts';

export interface WantedConfiguration {
  organizationId: string;
  organizationName: string;
  configuration: NewConfiguration;
}

export interface CreatedConfiguration {
  configurationId: string;
}

/** What is kept of the read before the write. */
export interface ConfigurationsBefore {
  readAt: string;
  /** Those of its name, serial or mark that were there already, which a person has confirmed. */
  configurationIds: string[];
}

/** A device's configuration claims the device's mark, whichever organization it is in. */
export function configurationKey({ installedBy }: Pick<NewConfiguration, 'installedBy'>): string {
  return `itglue/configuration/${installedBy}`;
}

/**
 * Creates a configuration with all its interfaces in one write (itglue.md 3.4), and matches the
 * device to it.
 */
export const configurationWrite: WriteOperation<WantedConfiguration, CreatedConfiguration> = {
  name: 'POST /organizations/:id/relationships/configurations',
  vendor: 'itglue',
  async prepare(context) {
    const client = await context.itglue();
    const turn = await client.turn('createConfiguration', context.signal);
    return async ({ organizationId, configuration }, options) => {
      const id = organizationIdOf(organizationId);
      const made = await client.createConfiguration(id, configuration, turn, options);
      return { configurationId: made.id };
    };
  },
  lookFor,
  made: ({ configurationId }) => ({ kind: 'configuration', objectId: configurationId }),
  record: (tx, context, { configuration }, { configurationId }) =>
    recordCreated(
      tx,
      context.action,
      {
        ...sourceOf(context),
        destinationId: configurationId,
        destinationName: configuration.name,
        adopted: false,
      },
      context.execution,
    ),
};

/** The configurations of an organization that have a device's mark. */
export function marked(found: readonly Configuration[], installedBy: string): Configuration[] {
  return found.filter((one) => one.installedBy?.trim() === installedBy);
}

/** Ours is the one with the device's mark (spec 4.4), looked for in the whole organization. */
async function lookFor(
  context: ActionContext,
  intent: Intent,
  { organizationId, organizationName, configuration }: WantedConfiguration,
): Promise<Sighting<CreatedConfiguration>> {
  const { name, installedBy } = configuration;
  const before = (intent.evidence as ConfigurationsBefore).configurationIds;
  const foreign = (why: string): Sighting<CreatedConfiguration> => ({
    found: 'foreign',
    sentence: `Configuration “${name}” was to be created in organization “${organizationName}”, the answer was lost, and ${why}.`,
  });
  try {
    const client = await context.itglue();
    const id = organizationIdOf(organizationId);
    // Two ways of asking: a row that one of them misses would be made a second time.
    const named = await client.configurationsOf(id, { name }, { signal: context.signal });
    const all = await client.configurationsOf(id, {}, { signal: context.signal });
    const seen = new Map([...named, ...all].map((one) => [one.id, one]));
    const added = [...seen.values()].filter((one) => !before.includes(one.id));
    const [ours, ...others] = marked(added, installedBy);
    if (!ours) return { found: 'none' };
    if (others.length > 0) return foreign(`there are ${others.length + 1} with the device’s mark`);
    return { found: 'ours', result: { configurationId: ours.id } };
  } catch (error) {
    // Nobody can say any more whether it is there: sent again, it might be there twice.
    if (!isVendorError(error, 'not-found', 'forbidden')) throw error;
    return foreign('the organization is gone, or out of the key’s sight');
  }
}
