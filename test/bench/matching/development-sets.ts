import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Names with known answers. An answer is empty where nothing in the pool is right. */
export interface DevelopmentSet {
  readonly name: string;
  readonly sources: readonly {
    readonly id: string;
    readonly name: string;
    readonly dest: string;
  }[];
  readonly pool: readonly { readonly id: string; readonly name: string }[];
}

/** Acronyms are judged apart from the others: nothing that can be installed finds any. */
export const acronymSet = 'ror-acronym';
export const setNames = ['chicago-dba', 'chicago-legal', 'us-listed', 'ror-alias', acronymSet];

/** They lie beside the repository, and are read from there. */
export const usualFolder = path.join(import.meta.dirname, '../../../../shared/data/matching');

const named = z.object({ id: z.string(), name: z.string() });
const setSchema = z.object({
  sources: z.array(named.extend({ dest: z.string() })),
  pool: z.array(named),
});

export function setsAreIn(folder: string): boolean {
  return setNames.every((name) => existsSync(fileOf(folder, name)));
}

export async function readSet(folder: string, name: string): Promise<DevelopmentSet> {
  const text = await readFile(fileOf(folder, name), 'utf8');
  return { name, ...setSchema.parse(JSON.parse(text)) };
}

function fileOf(folder: string, name: string): string {
  return path.join(folder, `${name}.dev.json`);
}
