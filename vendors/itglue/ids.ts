import { z } from 'zod';
import { VendorError } from '../http/errors.ts';

/**
 * Ids are int64. They come as text, foreign keys as numbers (itglue.md 2.1); here all are text. A
 * number that JSON can't hold exactly would name another record, and is refused.
 */
const recordId = z.union([
  z.string().regex(/^[1-9]\d{0,18}$/),
  z
    .int()
    .positive()
    .transform((id) => String(id)),
]);

export const organizationIdSchema = recordId.brand<'OrganizationId'>();
export type OrganizationId = z.output<typeof organizationIdSchema>;
export const organizationTypeIdSchema = recordId.brand<'OrganizationTypeId'>();
export type OrganizationTypeId = z.output<typeof organizationTypeIdSchema>;
export const organizationStatusIdSchema = recordId.brand<'OrganizationStatusId'>();
export type OrganizationStatusId = z.output<typeof organizationStatusIdSchema>;
export const configurationIdSchema = recordId.brand<'ConfigurationId'>();
export type ConfigurationId = z.output<typeof configurationIdSchema>;
export const interfaceIdSchema = recordId.brand<'ConfigurationInterfaceId'>();
export type ConfigurationInterfaceId = z.output<typeof interfaceIdSchema>;
export const configurationTypeIdSchema = recordId.brand<'ConfigurationTypeId'>();
export type ConfigurationTypeId = z.output<typeof configurationTypeIdSchema>;
export const configurationStatusIdSchema = recordId.brand<'ConfigurationStatusId'>();
export type ConfigurationStatusId = z.output<typeof configurationStatusIdSchema>;
export const manufacturerIdSchema = recordId.brand<'ManufacturerId'>();
export type ManufacturerId = z.output<typeof manufacturerIdSchema>;
export const modelIdSchema = recordId.brand<'ModelId'>();
export type ModelId = z.output<typeof modelIdSchema>;
export const operatingSystemIdSchema = recordId.brand<'OperatingSystemId'>();
export type OperatingSystemId = z.output<typeof operatingSystemIdSchema>;
export const locationIdSchema = recordId.brand<'LocationId'>();
export type LocationId = z.output<typeof locationIdSchema>;
export const flexibleAssetTypeIdSchema = recordId.brand<'FlexibleAssetTypeId'>();
export type FlexibleAssetTypeId = z.output<typeof flexibleAssetTypeIdSchema>;
export const flexibleAssetFieldIdSchema = recordId.brand<'FlexibleAssetFieldId'>();
export const flexibleAssetIdSchema = recordId.brand<'FlexibleAssetId'>();
export type FlexibleAssetId = z.output<typeof flexibleAssetIdSchema>;
export const relatedItemIdSchema = recordId.brand<'RelatedItemId'>();

/** Any of the ids above. */
export type RecordId = z.output<typeof recordId>;

/**
 * The last check before an id becomes part of a path: an empty one would turn the call for one
 * record into the call for all of them.
 * @throws {VendorError} `not-sent`
 */
export function requireId<Id extends RecordId>(id: Id): Id {
  if (typeof id === 'string' && recordId.safeParse(id).success) return id;
  throw new VendorError({
    code: 'not-sent',
    vendor: 'itglue',
    operation: 'check id',
    happened: 'a call was about to be made without a whole id, which would mean all records',
    next: 'Report this: it is a fault of Sitesync.',
  });
}

/**
 * An organization id from text, such as a database row.
 * @throws {VendorError} `not-sent` if it is no id
 */
export const organizationId = (text: string): OrganizationId => requireId(text) as OrganizationId;

/**
 * A configuration id from text, such as a database row.
 * @throws {VendorError} `not-sent` if it is no id
 */
export const configurationId = (text: string): ConfigurationId =>
  requireId(text) as ConfigurationId;
