import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { badUsage } from './cli-error.ts';
import { readCsv } from './read-csv.ts';

const site = z.string().min(1, 'Name the site');

/** A row to stage, as the API takes it. */
const row = z.discriminatedUnion('do', [
  z.strictObject({
    site,
    do: z.literal('company'),
    companyId: z.string().min(1),
    replaceVariable: z.boolean().optional(),
  }),
  z.strictObject({
    site,
    do: z.literal('new'),
    name: z.string().min(1).optional(),
    replaceVariable: z.boolean().optional(),
  }),
  z.strictObject({ site, do: z.literal('exclude') }),
  z.strictObject({ site, do: z.literal('include') }),
  z.strictObject({ site, do: z.literal('repair') }),
  z.strictObject({ site, do: z.literal('remove'), thenExclude: z.boolean().optional() }),
]);
export type MappingRow = z.infer<typeof row>;

export interface MapOptions {
  company?: string;
  new?: true;
  name?: string;
  exclude?: true;
  include?: true;
  remove?: true;
  replaceVariable?: true;
  file?: string;
}

/** The rows that were asked for, by a site's options or by a file. */
export async function mappingRows(
  siteGiven: string | undefined,
  options: MapOptions,
): Promise<MappingRow[]> {
  if (options.file !== undefined) {
    if (siteGiven !== undefined) throw badUsage('Give a site or --file, not both.');
    return fileRows(options.file);
  }
  if (siteGiven === undefined) throw badUsage('Give a site (its name or uid), or --file.');
  return [optionRow(siteGiven, options)];
}

function optionRow(siteGiven: string, options: MapOptions): MappingRow {
  const { company, name, replaceVariable } = options;
  const removes = options.remove === true;
  const wanted = [company !== undefined, options.new, options.include, removes || options.exclude];
  if (wanted.filter(Boolean).length !== 1) {
    throw badUsage('Give one of --company ID, --new, --exclude, --include or --remove.');
  }
  if (name !== undefined && !options.new) throw badUsage('--name goes with --new.');
  const replace = replaceVariable ? { replaceVariable } : {};
  if (company !== undefined) {
    return { site: siteGiven, do: 'company', companyId: company, ...replace };
  }
  if (options.new) {
    return { site: siteGiven, do: 'new', ...(name === undefined ? {} : { name }), ...replace };
  }
  // Both: the association is deleted, and the site excluded so that no run associates it again.
  if (removes) return { site: siteGiven, do: 'remove', thenExclude: options.exclude === true };
  return { site: siteGiven, do: options.exclude ? 'exclude' : 'include' };
}

async function fileRows(file: string): Promise<MappingRow[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw badUsage(`${file} can't be read. Check the path.`);
  });
  const given = /^\s*[[{]/.test(text) ? jsonRows(file, text) : readCsv(text).map(withoutEmpty);
  const parsed = given.map((one, index) => {
    const read = row.safeParse(one);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw badUsage(
      `${file}, row ${index + 1}${where === '' ? '' : `, ${where}`}: ${issue?.message ?? 'it is no row'}. A row has site and do (company, new, exclude, include, repair, remove), and with them companyId, name, replaceVariable or thenExclude.`,
    );
  });
  if (parsed.length === 0) throw badUsage(`${file} has no rows.`);
  return parsed;
}

function jsonRows(file: string, text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
    return z.object({ rows: z.array(z.unknown()) }).parse(parsed).rows;
  } catch {
    throw badUsage(`${file} is neither CSV nor a JSON list of rows.`);
  }
}

const columns: Record<string, string> = {
  site: 'site',
  do: 'do',
  company: 'companyId',
  companyid: 'companyId',
  name: 'name',
  replacevariable: 'replaceVariable',
  thenexclude: 'thenExclude',
};

/** A CSV row has an empty cell for what a row leaves out. */
function withoutEmpty(cells: Record<string, string>): Record<string, string | boolean> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([column, cell]) => {
      if (cell.trim() === '') return [];
      const name = columns[column] ?? column;
      const isFlag = name === 'replaceVariable' || name === 'thenExclude';
      return [[name, isFlag ? /^(?:1|true|yes|x)$/i.test(cell.trim()) : cell.trim()]];
    }),
  );
}
