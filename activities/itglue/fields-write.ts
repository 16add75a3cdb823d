import { recordUpdate } from '../../db/matches/record-update.ts';
import { isSameValue, type FieldChange } from '../../rules/itglue/owned-field-changes.ts';
import type { OwnedField } from '../../rules/itglue/settings.ts';
import { configurationId as configurationIdOf } from '../../vendors/itglue/ids.ts';
import type { ConfigurationChanges } from '../../vendors/itglue/new-records.ts';
import type { Configuration } from '../../vendors/itglue/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';

export interface WantedFields {
  configurationId: string;
  configurationName: string;
  changes: FieldChange[];
}

export interface WrittenFields {
  /** Fields that IT Glue answered with another value than was sent. */
  notKept: OwnedField[];
}

/** A configuration's fields are one thing: two writes of them never cross. */
export function fieldsKey({ configurationId }: Pick<WantedFields, 'configurationId'>): string {
  return `itglue/configuration-fields/${configurationId}`;
}

/** Writes fields of a matched configuration (spec 4.4). What is not named stays as it is. */
export const fieldsWrite: WriteOperation<WantedFields, WrittenFields> = {
  name: 'PATCH /configurations/:id',
  vendor: 'itglue',
  async prepare(context) {
    const client = await context.itglue();
    const turn = await client.turn('updateConfiguration', context.signal);
    return async ({ configurationId, changes }, options) => {
      const id = configurationIdOf(configurationId);
      const written = await client.updateConfiguration(id, asAttributes(changes), turn, options);
      return { notKept: differing(written, changes, 'after') };
    };
  },
  lookFor,
  made: () => null,
  record: (tx, { action, execution }, wanted) => recordUpdate(tx, action, wanted, execution),
};

/** A field of ours as IT Glue's API calls it. */
const attributeOf = {
  name: 'name',
  hostname: 'hostname',
  type: 'configurationTypeId',
  serial: 'serialNumber',
  ip: 'primaryIp',
  mac: 'macAddress',
  manufacturer: 'manufacturerId',
  model: 'modelId',
  operatingSystem: 'operatingSystemId',
} as const satisfies Record<OwnedField, keyof ConfigurationChanges & keyof Configuration>;

function asAttributes(changes: readonly FieldChange[]): ConfigurationChanges {
  // Ids of the catalogue are IT Glue's own, read from it.
  return Object.fromEntries(changes.map(({ field, after }) => [attributeOf[field], after]));
}

/** The fields that are not as they were before, or as they were to be. */
export function differing(
  configuration: Configuration,
  changes: readonly FieldChange[],
  side: 'before' | 'after',
): OwnedField[] {
  return changes
    .filter((change) => {
      const { field } = change;
      return !isSameValue(field, configuration[attributeOf[field]], change[side]);
    })
    .map(({ field }) => field);
}

async function lookFor(
  context: ActionContext,
  _intent: unknown,
  { configurationId, configurationName, changes }: WantedFields,
): Promise<Sighting<WrittenFields>> {
  const foreign = (now: string): Sighting<WrittenFields> => ({
    found: 'foreign',
    sentence: `Fields of configuration “${configurationName}” were to be written, the answer was lost, and ${now}.`,
  });
  const client = await context.itglue();
  const id = configurationIdOf(configurationId);
  const [found] = await client.configurationsOfIds([id], { signal: context.signal });
  if (!found) return foreign('it is not to be seen any more');
  if (differing(found, changes, 'after').length === 0) {
    return { found: 'ours', result: { notKept: [] } };
  }
  if (differing(found, changes, 'before').length === 0) return { found: 'none' };
  return foreign('they are neither as they were nor as they were to be');
}
