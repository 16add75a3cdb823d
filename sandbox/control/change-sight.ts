import { z } from 'zod';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';

const fields = {
  vendor: z.enum(['dattoRmm', 'gravityzone']),
  /** A site's uid, or a company's or company folder's id. */
  id: z.string(),
  /** The label of the one credential that is meant; every one if left out. */
  credential: z.string().optional(),
};

type Fields = z.infer<z.ZodObject<typeof fields>>;

/** What keys may see: taken out of sight it still exists, and `GET /state` still has it. */
export const sightChanges: Readonly<Record<string, Change>> = {
  hide: change(fields, (world, given) => {
    const { hidden, who } = target(world, given);
    const from = hidden.get(given.id) ?? new Set();
    from.add(who);
    hidden.set(given.id, from);
    return { id: given.id };
  }),

  reveal: change(fields, (world, given) => {
    const { hidden, who } = target(world, given);
    if (who === '*') hidden.delete(given.id);
    else hidden.get(given.id)?.delete(who);
    return { id: given.id };
  }),
};

function target(world: World, { vendor, id, credential }: Fields) {
  const { dattoRmm, gravityzone } = world;
  const isKnown =
    vendor === 'dattoRmm'
      ? dattoRmm.sites.get(id) !== undefined
      : gravityzone.companies.get(id) !== undefined || gravityzone.folders.get(id) !== undefined;
  if (!isKnown)
    throw new ControlError(`${vendor} has nothing with the id "${id}" to show or hide.`);
  const { hidden, credentials } = vendor === 'dattoRmm' ? dattoRmm : gravityzone;
  if (credential !== undefined && !credentials.some(({ label }) => label === credential)) {
    throw new ControlError(`${vendor} has no credential "${credential}"; GET /state lists them.`);
  }
  return { hidden, who: credential ?? '*' };
}
