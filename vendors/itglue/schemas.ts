import { z } from 'zod';
import {
  configurationIdSchema,
  configurationStatusIdSchema,
  configurationTypeIdSchema,
  interfaceIdSchema,
  locationIdSchema,
  manufacturerIdSchema,
  modelIdSchema,
  operatingSystemIdSchema,
  organizationIdSchema,
  organizationStatusIdSchema,
  organizationTypeIdSchema,
} from './ids.ts';
import { maybe, reference, resource, resourceWith, text, writableText } from './resource.ts';

/**
 * What IT Glue answers, as far as Sitesync uses it. Unknown fields are dropped. What is matched or
 * written has to be there and readable; what only informs is null where it is not.
 */
const flag = maybe(z.boolean());

/** ISO 8601 with milliseconds; not interpreted here. */
const time = text;

/** Its values are not known; `false` and none are null, anything else means synced with a PSA. */
const psaIntegration = maybe(z.union([z.string(), z.boolean()])).transform((value) =>
  value === false || value === '' || value === null ? null : String(value),
);

export const organizationSchema = resource('organizations', {
  id: organizationIdSchema,
  name: z.string(),
  shortName: text,
  organizationTypeId: reference(organizationTypeIdSchema),
  organizationTypeName: text,
  organizationStatusId: reference(organizationStatusIdSchema),
  organizationStatusName: text,
  /** The MSP's own company. */
  primary: flag,
  psaIntegration,
  resourceUrl: text,
  createdAt: time,
  updatedAt: time,
});
export type Organization = z.output<typeof organizationSchema>;

export const interfaceSchema = resource('configuration-interfaces', {
  id: interfaceIdSchema,
  name: text,
  ipAddress: writableText,
  macAddress: writableText,
  primary: flag,
});
export type ConfigurationInterface = z.output<typeof interfaceSchema>;

const configurationShape = {
  id: configurationIdSchema,
  organizationId: organizationIdSchema,
  organizationName: text,
  name: z.string(),
  hostname: writableText,
  primaryIp: writableText,
  macAddress: writableText,
  serialNumber: writableText,
  installedBy: text,
  assetTag: text,
  configurationTypeId: reference(configurationTypeIdSchema),
  configurationTypeName: text,
  configurationStatusId: reference(configurationStatusIdSchema),
  configurationStatusName: text,
  manufacturerId: reference(manufacturerIdSchema),
  manufacturerName: text,
  modelId: reference(modelIdSchema),
  modelName: text,
  operatingSystemId: reference(operatingSystemIdSchema),
  operatingSystemName: text,
  locationId: reference(locationIdSchema),
  locationName: text,
  archived: z.boolean(),
  psaIntegration,
  resourceUrl: text,
  createdAt: time,
  updatedAt: time,
};
export const configurationSchema = resource('configurations', configurationShape);
export type Configuration = z.output<typeof configurationSchema>;

export const configurationWithInterfacesSchema = resourceWith(
  'configurations',
  configurationShape,
  'configuration-interfaces',
);
export const configurationWithRelatedSchema = resourceWith(
  'configurations',
  configurationShape,
  'related-items',
);

const named = <S extends z.ZodType>(type: string, id: S) =>
  resource(type, { id, name: z.string() });

export const organizationTypeSchema = named('organization-types', organizationTypeIdSchema);
export type OrganizationType = z.output<typeof organizationTypeSchema>;
export const organizationStatusSchema = named('organization-statuses', organizationStatusIdSchema);
export type OrganizationStatus = z.output<typeof organizationStatusSchema>;
export const configurationTypeSchema = named('configuration-types', configurationTypeIdSchema);
export type ConfigurationType = z.output<typeof configurationTypeSchema>;
export const configurationStatusSchema = named(
  'configuration-statuses',
  configurationStatusIdSchema,
);
export type ConfigurationStatus = z.output<typeof configurationStatusSchema>;
export const manufacturerSchema = named('manufacturers', manufacturerIdSchema);
export type Manufacturer = z.output<typeof manufacturerSchema>;

/** Whether a listing of all models tells their manufacturers is not known (itglue.md 3.3). */
export const modelSchema = resource('models', {
  id: modelIdSchema,
  name: z.string(),
  manufacturerId: reference(manufacturerIdSchema),
});
export type Model = z.output<typeof modelSchema>;

export const operatingSystemSchema = resource('operating-systems', {
  id: operatingSystemIdSchema,
  name: z.string(),
  platformName: text,
});
export type OperatingSystem = z.output<typeof operatingSystemSchema>;

export const locationSchema = resource('locations', {
  id: locationIdSchema,
  organizationId: organizationIdSchema,
  name: z.string(),
  primary: flag,
  city: text,
});
export type Location = z.output<typeof locationSchema>;
