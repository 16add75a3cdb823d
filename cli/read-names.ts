import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { badUsage } from './cli-error.ts';

const namedSchema = z.object({ id: z.string(), name: z.string() });
const namesSchema = z.object({ sources: z.array(namedSchema), pool: z.array(namedSchema) });

export type Names = z.infer<typeof namesSchema>;

/** Reads `{ sources: [{ id, name }], pool: [{ id, name }] }`; more is left aside. @throws {CliError} */
export async function readNames(file: string): Promise<Names> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw badUsage(`The file ${file} can’t be read. Give the path of a file of names.`);
  });
  const parsed = namesSchema.safeParse(jsonOf(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = placeOf(issue?.path ?? []);
  throw badUsage(
    `In ${file}, ${where} is not as expected: write {"sources":[{"id":"…","name":"…"}],"pool":[{"id":"…","name":"…"}]}, with ids and names as text.`,
  );
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw badUsage(`The file ${file} is not JSON. Give {"sources":[…],"pool":[…]}.`);
  }
}

/** "sources, item 3, name", as people count. */
function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the whole';
  return path
    .map((step) => (typeof step === 'number' ? `item ${step + 1}` : String(step)))
    .join(', ');
}
