import { z } from 'zod';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';

const fields = {
  vendor: z.enum(['dattoRmm', 'gravityzone']),
  /** A site's uid, or a company's or company folder's id. */
  id: z.string().optional(),
  /** Many at once, all or none. */
  ids: z.array(z.string()).min(1).optional(),
  /** The label of the one credential that is meant; every one if left out. */
  credential: z.string().optional(),
};

type Fields = z.infer<z.ZodObject<typeof fields>>;

/** What keys may see: taken out of sight it still exists, and `GET /state` still has it. */
export const sightChanges: Readonly<Record<string, Change>> = {
  hide: change(fields, (world, given) => {
    const { ids, hidden, who } = target(world, given);
    for (const id of ids) hidden.set(id, new Set([...(hidden.get(id) ?? []), who]));
    return answer(given, ids);
  }),

  reveal: change(fields, (world, given) => {
    const { ids, hidden, who } = target(world, given);
    for (const id of ids) {
      if (who === '*') hidden.delete(id);
      else hidden.get(id)?.delete(who);
    }
    return answer(given, ids);
  }),
};

function target(world: World, { vendor, id, ids: more = [], credential }: Fields) {
  const { dattoRmm, gravityzone } = world;
  const ids = id === undefined ? more : [id, ...more];
  if (ids.length === 0) throw new ControlError('Field "id" or "ids" must say what is meant.');
  const isKnown = (one: string) =>
    vendor === 'dattoRmm'
      ? dattoRmm.sites.get(one) !== undefined
      : gravityzone.companies.get(one) !== undefined || gravityzone.folders.get(one) !== undefined;
  const unknown = ids.find((one) => !isKnown(one));
  if (unknown !== undefined) {
    throw new ControlError(`${vendor} has nothing with the id "${unknown}" to show or hide.`);
  }
  const { hidden, credentials } = vendor === 'dattoRmm' ? dattoRmm : gravityzone;
  if (credential !== undefined && !credentials.some(({ label }) => label === credential)) {
    throw new ControlError(`${vendor} has no credential "${credential}"; GET /state lists them.`);
  }
  return { ids, hidden, who: credential ?? '*' };
}

function answer({ id, ids }: Fields, all: readonly string[]): Record<string, unknown> {
  return ids === undefined ? { id } : { ids: all };
}
