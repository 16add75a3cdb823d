import { z } from 'zod';

/** An organization of IT Glue. */
export const organizationPayload = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string().nullable(),
  typeName: z.string().nullable(),
  statusName: z.string().nullable(),
  /** The MSP's own. */
  primary: z.boolean(),
  /** Set where a PSA keeps it: then it can hardly be changed (itglue.md 3.1). */
  psa: z.string().nullable(),
  /** Autotask companies that IT Glue ties it to, as far as it was asked. */
  autotaskCompanyIds: z.array(z.string()).default([]),
});
export type OrganizationPayload = z.infer<typeof organizationPayload>;

export const interfacePayload = z.object({
  name: z.string().nullable(),
  ip: z.string().nullable(),
  mac: z.string().nullable(),
  primary: z.boolean(),
});
export type InterfacePayload = z.infer<typeof interfacePayload>;

/** A configuration of IT Glue, archived or not, with its interfaces. */
export const configurationPayload = z.object({
  id: z.string(),
  organizationId: z.string(),
  name: z.string(),
  hostname: z.string().nullable(),
  serial: z.string().nullable(),
  mac: z.string().nullable(),
  ip: z.string().nullable(),
  assetTag: z.string().nullable(),
  installedBy: z.string().nullable(),
  typeId: z.string().nullable(),
  typeName: z.string().nullable(),
  statusId: z.string().nullable(),
  statusName: z.string().nullable(),
  manufacturerId: z.string().nullable(),
  manufacturerName: z.string().nullable(),
  modelId: z.string().nullable(),
  modelName: z.string().nullable(),
  operatingSystemId: z.string().nullable(),
  operatingSystemName: z.string().nullable(),
  locationId: z.string().nullable(),
  archived: z.boolean(),
  /** Set where a PSA keeps it: then few of its fields can be changed (itglue.md 3.4). */
  psa: z.string().nullable(),
  interfaces: z.array(interfacePayload),
});
export type ConfigurationPayload = z.infer<typeof configurationPayload>;

/** What configurations refer to by id. */
export const catalogueKinds = [
  'configuration-type',
  'configuration-status',
  'manufacturer',
  'model',
  'operating-system',
] as const;
export type CatalogueKind = (typeof catalogueKinds)[number];

/** An entry of the catalogue; its key is `<kind>/<id>`. */
export const cataloguePayload = z.object({
  kind: z.enum(catalogueKinds),
  id: z.string(),
  name: z.string(),
  /** Of a model, where IT Glue says it (itglue.md 3.3). */
  manufacturerId: z.string().nullable().default(null),
});
export type CataloguePayload = z.infer<typeof cataloguePayload>;
