import { z } from 'zod';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';

const fields = {
  vendor: z.enum(['dattoRmm', 'gravityzone', 'itglue']),
  /** A site's uid, or the id of a company, company folder, organization or configuration. */
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
  const ids = id === undefined ? more : [id, ...more];
  if (ids.length === 0) throw new ControlError('Field "id" or "ids" must say what is meant.');
  const { isKnown, hidden, credentials } = seenThings(world, vendor);
  const unknown = ids.find((one) => !isKnown(one));
  if (unknown !== undefined) {
    throw new ControlError(`${vendor} has nothing with the id "${unknown}" to show or hide.`);
  }
  if (credential !== undefined && !credentials.some(({ label }) => label === credential)) {
    throw new ControlError(`${vendor} has no credential "${credential}"; GET /state lists them.`);
  }
  return { ids, hidden, who: credential ?? '*' };
}

/** What of a vendor can be shown and hidden. */
function seenThings({ dattoRmm, gravityzone, itglue }: World, vendor: Fields['vendor']) {
  switch (vendor) {
    case 'dattoRmm':
      return {
        isKnown: (id: string) => dattoRmm.sites.get(id) !== undefined,
        hidden: dattoRmm.hidden,
        credentials: dattoRmm.credentials,
      };
    case 'gravityzone':
      return {
        isKnown: (id: string) =>
          gravityzone.companies.get(id) !== undefined || gravityzone.folders.get(id) !== undefined,
        hidden: gravityzone.hidden,
        credentials: gravityzone.credentials,
      };
    case 'itglue':
      return {
        isKnown: (id: string) =>
          itglue.main.organizations.get(id) !== undefined ||
          itglue.main.configurations.get(id) !== undefined,
        hidden: itglue.main.hidden,
        credentials: itglue.credentials,
      };
  }
}

function answer({ id, ids }: Fields, all: readonly string[]): Record<string, unknown> {
  return ids === undefined ? { id } : { ids: all };
}
