import { recordRename } from '../../db/associations/record-company-change.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import type { CompanyId } from '../../vendors/gravityzone/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';
import { seeCompany } from './see-company.ts';

export interface WantedRename {
  companyId: string;
  from: string;
  to: string;
}

/** Gives a company another name. */
export const renameCompany: WriteOperation<WantedRename, null> = {
  name: 'companies.updateCompanyDetails',
  vendor: 'gravityzone',
  async prepare(context) {
    const client = await context.gravityzone();
    const turn = await client.turn('updateCompany', context.signal);
    return async ({ companyId, to }, options) => {
      await client.updateCompany({ companyId: companyId as CompanyId, name: to }, turn, options);
      return null;
    };
  },
  lookFor,
  made: () => null,
  record: (tx, { tenantId, action, cause }, rename) =>
    recordRename(tx, tenantId, action.siteUid, rename, cause),
};

async function lookFor(
  context: ActionContext,
  _intent: unknown,
  { companyId, from, to }: WantedRename,
): Promise<Sighting<null>> {
  const client = await context.gravityzone();
  const seen = await seeCompany(client, companyId as CompanyId, context.signal);
  const foreign = (now: string): Sighting<null> => ({
    found: 'foreign',
    sentence: `Company “${from}” was to be renamed to “${to}”, the answer was lost, and now ${now}.`,
  });
  if (seen.sight !== 'there') return foreign('it is not to be seen any more');
  const { name } = seen.company;
  if (isSpelled(name, to)) return { found: 'ours', result: null };
  if (sameName(name, from)) return { found: 'none' };
  return foreign(`its name is “${name}”`);
}

/** The very name: a rename may change no more than capitals, so equal names are not enough. */
export function isSpelled(name: string, wanted: string): boolean {
  return name.trim().normalize('NFC') === wanted.trim().normalize('NFC');
}
