import { recordDeletion } from '../../db/associations/record-company-change.ts';
import type { CompanyId } from '../../vendors/gravityzone/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';
import { seeCompany } from './see-company.ts';

export interface UnwantedCompany {
  companyId: string;
  companyName: string;
}

/** Deletes a company with its users and licence (gravityzone.md 3.6). */
export const deleteCompany: WriteOperation<UnwantedCompany, null> = {
  name: 'companies.deleteCompany',
  vendor: 'gravityzone',
  async prepare(context) {
    const client = await context.gravityzone();
    const turn = await client.turn('deleteCompany', context.signal);
    return async ({ companyId }, options) => {
      await client.deleteCompany(companyId as CompanyId, turn, options);
      return null;
    };
  },
  lookFor,
  made: () => null,
  record: (tx, { tenantId, action, cause }, company) =>
    recordDeletion(tx, tenantId, action.siteUid, company, cause),
};

async function lookFor(
  context: ActionContext,
  _intent: unknown,
  { companyId, companyName }: UnwantedCompany,
): Promise<Sighting<null>> {
  const client = await context.gravityzone();
  const { sight } = await seeCompany(client, companyId as CompanyId, context.signal);
  switch (sight) {
    case 'not-found':
      return { found: 'ours', result: null };
    case 'there':
      return { found: 'none' };
    case 'not-authorized':
      return {
        found: 'foreign',
        sentence: `Company “${companyName}” was to be deleted, the answer was lost, and now GravityZone says neither that it is there nor that it is gone.`,
      };
  }
}
