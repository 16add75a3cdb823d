import { refusal } from './errors.ts';
import { date, flag, idText, text } from './field-kinds.ts';
import type { FlexibleAssetField, RelatedType, Trait, Upload } from './flexible-rows.ts';
import type { ItglueRequest } from './route.ts';
import { resourceUrl } from './document.ts';

export type Traits = Readonly<Record<string, Trait>>;

/**
 * The traits that a write gives, whole: what it leaves out, or sets to null, the asset no longer
 * has (itglue.md 3.8). Keys are the fields' `name-key`s as they are.
 */
export function readTraits(request: ItglueRequest, typeId: string, value: unknown): Traits {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal(422, 'must be an object', 'data/attributes/traits');
  }
  const fields = request.store.flexibleAssetFields.of(typeId);
  const given = Object.entries(value);
  const known = new Map(fields.map((field) => [field.nameKey, field]));
  if (given.some(([key]) => !known.has(key) || known.get(key)?.kind === 'Header')) {
    throw refusal(422, 'Request contains invalid trait keys', 'data/attributes/traits');
  }
  const traits: Record<string, Trait> = {};
  for (const [key, one] of given) {
    const field = known.get(key);
    const read = field === undefined ? null : traitOf(request, field, one);
    if (read !== null) traits[key] = read;
  }
  for (const { nameKey, required } of fields) {
    if (required && traits[nameKey] === undefined) {
      throw refusal(422, ["can't be blank"], traitPointer(nameKey));
    }
  }
  return traits;
}

/** What a tag points to, by its field's type; null for records that are not simulated. */
export function tagTarget({ tagType }: FlexibleAssetField): RelatedType | null {
  if (tagType?.startsWith('FlexibleAssetType:') === true) return 'flexible_assets';
  const targets: Readonly<Record<string, RelatedType>> = {
    Configurations: 'configurations',
    Locations: 'locations',
    Organizations: 'organizations',
  };
  return targets[tagType ?? ''] ?? null;
}

function traitPointer(nameKey: string): string {
  return `/data/attributes/flexible-asset-traits.${nameKey}`;
}

function traitOf(request: ItglueRequest, field: FlexibleAssetField, value: unknown): Trait | null {
  const at = { request, pointer: traitPointer(field.nameKey) };
  if (value === null || value === '') return null;
  switch (field.kind) {
    case 'Header':
      return null;
    case 'Text':
    case 'Textbox':
      return text(value, at);
    case 'Select':
      return optionOf(field, text(value, at), at.pointer);
    case 'Date':
      return date(value, at);
    case 'Checkbox':
      return flag(value, at);
    case 'Number':
    case 'Percent':
      return numberOf(field, value, at.pointer);
    case 'Tag':
      return tagged(request, field, value);
    case 'Upload':
      return uploaded(request, value, at.pointer);
    case 'Password':
      // Read back as the id of the embedded password, never as itself.
      return text(value, at) === null ? null : request.store.nextId();
  }
}

function optionOf(field: FlexibleAssetField, value: string | null, pointer: string) {
  const options = (field.defaultValue ?? '').split('\n').map((option) => option.trim());
  if (value !== null && !options.includes(value)) {
    throw refusal(422, 'is not included in the list', pointer);
  }
  return value;
}

function numberOf({ decimals }: FlexibleAssetField, value: unknown, pointer: string): number {
  const read = typeof value === 'string' ? Number(value) : value;
  if (typeof read !== 'number' || !Number.isFinite(read)) {
    throw refusal(422, 'is not a number', pointer);
  }
  return Number(read.toFixed(decimals ?? 0));
}

/** One id or a list of them; the form in which tags are read is refused (itglue.md 6.2). */
function tagged(
  { store }: ItglueRequest,
  field: FlexibleAssetField,
  value: unknown,
): readonly string[] | null {
  const target = tagTarget(field);
  const tables = {
    configurations: store.configurations,
    locations: store.locations,
    organizations: store.organizations,
    flexible_assets: store.flexibleAssets,
  };
  const ids = (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    const id = idText(one);
    if (id === null || target === null || tables[target].get(id) === undefined) {
      throw refusal(422, 'must exist', traitPointer(field.nameKey));
    }
    return id;
  });
  return ids.length === 0 ? null : [...new Set(ids)];
}

function uploaded(request: ItglueRequest, value: unknown, pointer: string): Upload {
  const given = typeof value === 'object' && value !== null ? value : {};
  const { content, file_name: fileName } = given as { content?: unknown; file_name?: unknown };
  if (typeof content !== 'string' || typeof fileName !== 'string' || !isStrictBase64(content)) {
    throw refusal(422, 'must have content in strict base64 and a file_name', pointer);
  }
  return { fileName, url: resourceUrl(request, `uploads/${request.store.nextId()}`) };
}

function isStrictBase64(content: string): boolean {
  return Buffer.from(content, 'base64').toString('base64') === content;
}
