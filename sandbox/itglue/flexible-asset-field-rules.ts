import type { Item } from './body.ts';
import { refusal } from './errors.ts';
import { field, readFields, type At, type Fields } from './fields.ts';
import { flag, requiredText, text } from './field-kinds.ts';
import { fieldKinds, type FieldKind, type FlexibleAssetField } from './flexible-rows.ts';
import type { ItglueRequest } from './route.ts';

/** A field that has been checked and belongs to no type yet. */
export type NewField = Omit<FlexibleAssetField, 'id' | 'typeId' | 'createdAtMs' | 'updatedAtMs'>;

const tagTypes = [
  'AccountsUsers',
  'Checklists',
  'ChecklistTemplates',
  'Contacts',
  'Configurations',
  'Documents',
  'Domains',
  'Passwords',
  'Locations',
  'Organizations',
  'SslCertificates',
  'Tickets',
];
/** Kinds that are never part of an asset's name (itglue.md 3.7). */
const neverInTitle: readonly FieldKind[] = [
  'Checkbox',
  'Header',
  'Number',
  'Password',
  'Percent',
  'Tag',
  'Textbox',
  'Upload',
];

const fields: Fields<FlexibleAssetField> = {
  order: field('order', wholeNumber),
  name: field('name', requiredText),
  kind: field('kind', kindOf),
  hint: field('hint', text),
  decimals: field('decimals', (value, at) => (value === null ? null : wholeNumber(value, at))),
  default_value: field('defaultValue', text),
  tag_type: field('tagType', tagTypeOf),
  required: field('required', flag),
  use_for_title: field('useForTitle', flag),
  expiration: field('expiration', flag),
  show_in_list: field('showInList', flag),
};

/** A new field; name and order are unique among `others` of its type. */
export function checkedField(
  request: ItglueRequest,
  item: Item,
  others: readonly NewField[],
): NewField {
  const read = readFields(request, item, fields, ['flexible_asset_type_id', 'name_key']);
  const at = (name: string) => ({ request, pointer: `/data/attributes/${name}` });
  const name = requiredText(read.name ?? null, at('name'));
  return ruled(
    {
      hint: null,
      decimals: null,
      defaultValue: null,
      tagType: null,
      required: false,
      useForTitle: false,
      expiration: false,
      showInList: false,
      ...read,
      order: wholeNumber(read.order ?? null, at('order')),
      name,
      nameKey: nameKeyOf(name),
      kind: kindOf(read.kind ?? null, at('kind')),
    },
    others,
  );
}

/** A field as an update leaves it; its trait key stays. */
export function changedField(
  request: ItglueRequest,
  before: FlexibleAssetField,
  item: Item,
): FlexibleAssetField {
  const read = readFields(request, item, fields, ['flexible_asset_type_id', 'name_key']);
  const { store } = request;
  const isUsed = store.flexibleAssets
    .all()
    .some(({ typeId, traits }) => typeId === before.typeId && before.nameKey in traits);
  if (read.kind !== undefined && read.kind !== before.kind && isUsed) {
    throw refusal(422, 'cannot be changed once it is in use', '/data/attributes/kind');
  }
  const others = store.flexibleAssetFields.of(before.typeId).filter(({ id }) => id !== before.id);
  return { ...before, ...ruled({ ...before, ...read }, others) };
}

/** Lower case, everything else a dash (itglue.md 3.7). */
export function nameKeyOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function ruled(one: NewField, others: readonly NewField[]): NewField {
  const refuse = (detail: string, member: string) =>
    refusal(422, detail, `/data/attributes/${member}`);
  if (others.some(({ nameKey }) => nameKey === one.nameKey)) {
    throw refuse('has already been taken', 'name');
  }
  if (others.some(({ order }) => order === one.order)) {
    throw refuse('has already been taken', 'order');
  }
  if (one.kind === 'Select' && one.defaultValue === null) {
    throw refuse("can't be blank", 'default-value');
  }
  if (['Number', 'Percent'].includes(one.kind) && one.decimals === null) {
    throw refuse('must be at least 0', 'decimals');
  }
  if (one.kind === 'Tag' && one.tagType === null) throw refuse("can't be blank", 'tag-type');
  return {
    ...one,
    useForTitle: one.useForTitle && !neverInTitle.includes(one.kind),
    required: one.required && one.kind !== 'Header',
  };
}

function kindOf(value: unknown, { pointer }: At): FieldKind {
  const found = fieldKinds.find((kind) => kind === value);
  if (found === undefined) throw refusal(422, 'is not included in the list', pointer);
  return found;
}

function tagTypeOf(value: unknown, at: At): string | null {
  const read = text(value, at);
  if (read === null || tagTypes.includes(read)) return read;
  const id = /^FlexibleAssetType: ?(\d+)$/.exec(read)?.[1];
  if (id !== undefined && at.request.store.flexibleAssetTypes.get(id) !== undefined) return read;
  throw refusal(422, 'is not included in the list', at.pointer);
}

function wholeNumber(value: unknown, { pointer }: At): number {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof read === 'number' && Number.isInteger(read) && read >= 0) return read;
  throw refusal(422, 'must be a whole number of at least 0', pointer);
}
