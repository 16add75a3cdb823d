import type { Stamped } from './rows.ts';

export const fieldKinds = [
  'Checkbox',
  'Date',
  'Header',
  'Number',
  'Select',
  'Text',
  'Textbox',
  'Upload',
  'Tag',
  'Percent',
  'Password',
] as const;

export type FieldKind = (typeof fieldKinds)[number];

export interface FlexibleAssetType extends Stamped {
  readonly name: string;
  readonly description: string | null;
  readonly icon: string | null;
  readonly enabled: boolean;
  readonly showInMenu: boolean;
}

export interface FlexibleAssetField extends Stamped {
  readonly typeId: string;
  readonly order: number;
  readonly name: string;
  /** The trait's key: a slug of the first name (itglue.md 3.7). */
  readonly nameKey: string;
  readonly kind: FieldKind;
  readonly hint: string | null;
  readonly decimals: number | null;
  /** For `Select` its options, one a line. */
  readonly defaultValue: string | null;
  readonly tagType: string | null;
  readonly required: boolean;
  readonly useForTitle: boolean;
  readonly expiration: boolean;
  readonly showInList: boolean;
}

/** A trait as it is kept: a tag by the ids it points to. */
export type Trait = string | number | boolean | readonly string[] | Upload;

export interface Upload {
  readonly fileName: string;
  readonly url: string;
}

export interface FlexibleAsset extends Stamped {
  readonly organizationId: string;
  readonly typeId: string;
  readonly traits: Readonly<Record<string, Trait>>;
  readonly restricted: boolean;
  readonly archived: boolean;
}

/** Kinds of record that related items tie, by their address. */
export type RelatedType = 'configurations' | 'flexible_assets' | 'locations' | 'organizations';

export interface RelatedEnd {
  readonly type: RelatedType;
  readonly id: string;
}

/** What a related item is found by at either end. */
export function endKey({ type, id }: RelatedEnd): string {
  return `${type}/${id}`;
}

/** Made from one side, shown on both (itglue.md 3.9). */
export interface RelatedItem extends Stamped {
  readonly from: RelatedEnd;
  readonly to: RelatedEnd;
  readonly notes: string | null;
  /** The trait whose tag made it; it goes when the tag goes. */
  readonly fromTrait: string | null;
}
