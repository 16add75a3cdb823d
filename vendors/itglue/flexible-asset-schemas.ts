import { z } from 'zod';
import {
  flexibleAssetFieldIdSchema,
  flexibleAssetIdSchema,
  flexibleAssetTypeIdSchema,
  organizationIdSchema,
  relatedItemIdSchema,
} from './ids.ts';
import { maybe, resource, resourceWith, text } from './resource.ts';

export const flexibleAssetFieldSchema = resource('flexible-asset-fields', {
  id: flexibleAssetFieldIdSchema,
  name: z.string(),
  /** The key of its trait. */
  nameKey: text,
  /** Text, Textbox, Tag, Upload, Password…; the set is left open. */
  kind: z.string(),
  order: maybe(z.number()),
  required: maybe(z.boolean()),
  tagType: text,
});
export type FlexibleAssetField = z.output<typeof flexibleAssetFieldSchema>;

export const flexibleAssetTypeSchema = resourceWith(
  'flexible-asset-types',
  {
    id: flexibleAssetTypeIdSchema,
    name: z.string(),
    description: text,
    enabled: maybe(z.boolean()),
  },
  'flexible-asset-fields',
);

export const flexibleAssetSchema = resource('flexible-assets', {
  id: flexibleAssetIdSchema,
  organizationId: organizationIdSchema,
  flexibleAssetTypeId: flexibleAssetTypeIdSchema,
  name: text,
  /** By the fields' keys, as IT Glue gives them: tags come in another form than they are written in. */
  traits: z.record(z.string(), z.unknown()),
  archived: z.boolean(),
  updatedAt: text,
});
export type FlexibleAsset = z.output<typeof flexibleAssetSchema>;

/** The full list of its attributes is not known (itglue.md 3.9). */
export const relatedItemSchema = resource('related-items', {
  id: relatedItemIdSchema,
  resourceId: maybe(z.union([z.string(), z.int().transform((id) => String(id))])),
  assetType: text,
  notes: text,
});
export type RelatedItem = z.output<typeof relatedItemSchema>;
