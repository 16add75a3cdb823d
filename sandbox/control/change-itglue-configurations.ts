import { z } from 'zod';
import { blankConfiguration } from '../itglue/configuration-fields.ts';
import { writePrimaryInterface } from '../itglue/primary-interface.ts';
import { removeConfiguration } from '../itglue/removals.ts';
import type { Configuration } from '../itglue/rows.ts';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';
import { namedId, organizationOf, psa } from './change-itglue-organizations.ts';

const configurationId = z.string();
const textOrNull = z.string().nullable().optional();

/** What may be said of a configuration; types, statuses and makers by their names. */
const details = {
  organizationId: z.string().optional(),
  name: z.string().min(1).optional(),
  hostname: textOrNull,
  type: z.string().optional(),
  status: z.string().nullable().optional(),
  manufacturer: z.string().nullable().optional(),
  serialNumber: textOrNull,
  macAddress: textOrNull,
  primaryIp: textOrNull,
  assetTag: textOrNull,
  installedBy: textOrNull,
  notes: textOrNull,
  archived: z.boolean().optional(),
  psa: psa.optional(),
};

type Details = z.infer<z.ZodObject<typeof details>>;

/** What people do to configurations in IT Glue itself. */
export const itglueConfigurationChanges: Readonly<Record<string, Change>> = {
  'itglue.createConfiguration': change(
    { ...details, organizationId: z.string(), name: z.string().min(1) },
    (world, fields) => {
      const store = world.itglue.main;
      const { id: organization } = organizationOf(world, fields.organizationId);
      const type = namedId(world, 'configuration_types', fields.type ?? 'Workstation');
      const blank = blankConfiguration(store.nextId(), organization, type);
      return put(world, { ...blank, ...store.stamps(), ...members(world, fields) });
    },
  ),

  'itglue.setConfiguration': change({ configurationId, ...details }, (world, fields) =>
    put(world, { ...configurationOf(world, fields.configurationId), ...members(world, fields) }),
  ),

  'itglue.archiveConfiguration': change(
    { configurationId, archived: z.boolean().default(true) },
    (world, { configurationId: id, archived }) =>
      put(world, { ...configurationOf(world, id), archived }),
  ),

  /** `type` is a name of the account's configuration types. */
  'itglue.changeType': change(
    { configurationId, type: z.string() },
    (world, { configurationId: id, type }) =>
      put(world, {
        ...configurationOf(world, id),
        typeId: namedId(world, 'configuration_types', type),
      }),
  ),

  'itglue.deleteConfiguration': change({ configurationId }, (world, fields) => {
    const { id } = configurationOf(world, fields.configurationId);
    removeConfiguration(world.itglue.main, id);
    return { id };
  }),
};

export function configurationOf({ itglue }: World, id: string): Configuration {
  const found = itglue.main.configurations.get(id);
  if (found === undefined) throw new ControlError(`There is no configuration "${id}" in IT Glue.`);
  return found;
}

/** The row's members that were given. */
function members(world: World, fields: Details): Partial<Configuration> {
  const { type, status, manufacturer, organizationId, ...plain } = fields;
  const idOf = (list: 'configuration_statuses' | 'manufacturers', name: string | null) =>
    name === null ? null : namedId(world, list, name);
  const given = {
    name: plain.name,
    hostname: plain.hostname,
    serialNumber: plain.serialNumber,
    macAddress: plain.macAddress,
    primaryIp: plain.primaryIp,
    assetTag: plain.assetTag,
    installedBy: plain.installedBy,
    notes: plain.notes,
    archived: plain.archived,
    psa: plain.psa,
    organizationId: organizationId && organizationOf(world, organizationId).id,
    typeId: type && namedId(world, 'configuration_types', type),
    statusId: status === undefined ? undefined : idOf('configuration_statuses', status),
    manufacturerId: manufacturer === undefined ? undefined : idOf('manufacturers', manufacturer),
  };
  // What was left out stays as it is.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function put(world: World, configuration: Configuration): { id: string } {
  const store = world.itglue.main;
  const before = store.configurations.get(configuration.id);
  store.configurations.put({ ...configuration, updatedAtMs: store.clock.nowMs() });
  const { primaryIp, macAddress, id } = configuration;
  if (before?.primaryIp !== primaryIp || before.macAddress !== macAddress) {
    writePrimaryInterface(store, id, configuration, store.clock.nowMs());
  }
  return { id };
}
