import { z } from 'zod';

/** What an operator reads for each unit that is matched to organizations (spec 2.4). */
export const organizationSourceTitles = {
  'datto-rmm-sites': 'Datto RMM sites',
  'autotask-companies': 'Autotask companies',
} as const;
export type OrganizationSource = keyof typeof organizationSourceTitles;

/** The fields of a matched configuration that Sitesync may own, as an operator reads them (spec 4.4). */
export const ownedFieldTitles = {
  name: 'name',
  hostname: 'hostname',
  type: 'type',
  serial: 'serial',
  ip: 'primary IP address',
  mac: 'primary MAC address',
  manufacturer: 'manufacturer',
  model: 'model',
  operatingSystem: 'operating system',
} as const;
export type OwnedField = keyof typeof ownedFieldTitles;
export const ownedFields = Object.keys(ownedFieldTitles) as OwnedField[];

/** When a field of a matched configuration is written. */
export const fieldRuleWords = ['never', 'when-empty', 'always'] as const;
export type FieldRule = (typeof fieldRuleWords)[number];

const rule = (preset: FieldRule) => z.enum(fieldRuleWords).default(preset);

/** IT Glue's own fields stay their owner's: only what identifies a device is filled in where empty. */
const fieldsSchema = z
  .object({
    name: rule('never'),
    hostname: rule('never'),
    type: rule('never'),
    serial: rule('when-empty'),
    ip: rule('when-empty'),
    mac: rule('when-empty'),
    manufacturer: rule('never'),
    model: rule('never'),
    operatingSystem: rule('never'),
  })
  .prefault({});
export type FieldRules = z.infer<typeof fieldsSchema>;

/** A tenant's IT Glue settings. `parse({})` gives the defaults (spec 2.4, 4.4). */
export const itglueSettingsSchema = z.object({
  organizationSource: z.enum(['datto-rmm-sites', 'autotask-companies']).default('datto-rmm-sites'),
  fields: fieldsSchema,
});
export type ItglueSettings = z.infer<typeof itglueSettingsSchema>;

/** The settings of a tenant that has changed none. */
export function defaultItglueSettings(): ItglueSettings {
  return itglueSettingsSchema.parse({});
}
