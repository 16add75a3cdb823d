import { manufacturerKey } from '../matching/devices/manufacturers.ts';

/** Something that configurations refer to by id: a type, a status, a manufacturer, a model, a system. */
export interface CatalogueEntry {
  id: string;
  name: string;
  /** Of a model, where IT Glue tells it (itglue.md, 3.3). */
  manufacturerId?: string | null;
}

/** IT Glue's lists. They are an account's own, and the ids differ from account to account. */
export interface Catalogue {
  types: readonly CatalogueEntry[];
  statuses: readonly CatalogueEntry[];
  manufacturers: readonly CatalogueEntry[];
  models: readonly CatalogueEntry[];
  operatingSystems: readonly CatalogueEntry[];
}

/** The entry of that name, without regard to capitals and blanks. The first of several by id. */
export function entryNamed<Entry extends CatalogueEntry>(
  entries: readonly Entry[],
  name: string | null,
): Entry | undefined {
  const key = entryKey(name ?? '');
  if (key === '') return undefined;
  return firstById(entries.filter((entry) => entryKey(entry.name) === key));
}

/** The maker by its name, or by another name of it: "Dell Inc." is "Dell". */
export function manufacturerNamed(
  { manufacturers }: Pick<Catalogue, 'manufacturers'>,
  name: string | null,
): CatalogueEntry | undefined {
  const key = manufacturerKey(name);
  if (key === '') return undefined;
  return (
    entryNamed(manufacturers, name) ??
    firstById(manufacturers.filter((entry) => manufacturerKey(entry.name) === key))
  );
}

/** The model of that name, of that maker where IT Glue tells whose it is. */
export function modelNamed(
  { models }: Pick<Catalogue, 'models'>,
  name: string | null,
  manufacturer: CatalogueEntry | undefined,
): CatalogueEntry | undefined {
  const own = models.filter(
    ({ manufacturerId = null }) =>
      manufacturerId === null || manufacturer === undefined || manufacturerId === manufacturer.id,
  );
  const short = withoutMaker(name ?? '', manufacturer?.name ?? '');
  return entryNamed(own, name) ?? entryNamed(own, short);
}

/**
 * The system that a text of Datto RMM names: of "Microsoft Windows 11 Pro 10.0.26100" that is
 * "Windows 11", and "Windows (Other)" where there is no better one. `exact` tells them apart.
 */
export function operatingSystemIn(
  { operatingSystems }: Pick<Catalogue, 'operatingSystems'>,
  text: string | null,
): { entry: CatalogueEntry; exact: boolean } | undefined {
  const words = ` ${wordsOf(text ?? '')} `;
  const named = operatingSystems.filter(({ name }) => {
    const own = wordsOf(name.replace(otherSuffix, ''));
    return own !== '' && words.includes(` ${own} `);
  });
  const exact = longest(named.filter(({ name }) => !otherSuffix.test(name)));
  if (exact !== undefined) return { entry: exact, exact: true };
  const other = longest(named);
  return other === undefined ? undefined : { entry: other, exact: false };
}

const otherSuffix = /\s*\(other\)\s*$/i;

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) ?? []).join(' ');
}

function longest(entries: readonly CatalogueEntry[]): CatalogueEntry | undefined {
  const length = Math.max(0, ...entries.map(({ name }) => name.length));
  return firstById(entries.filter(({ name }) => name.length === length));
}

function withoutMaker(model: string, maker: string): string | null {
  const isPrefixed = maker !== '' && entryKey(model).startsWith(`${entryKey(maker)} `);
  return isPrefixed ? model.trim().slice(maker.length) : null;
}

function entryKey(name: string): string {
  return name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** Ids are numbers as text: the shorter is the lower. */
function firstById<Entry extends CatalogueEntry>(entries: readonly Entry[]): Entry | undefined {
  return entries.toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1))[0];
}
