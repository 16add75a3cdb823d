import { recordMoveBack } from '../../db/associations/record-company-change.ts';
import type { CompanyId } from '../../vendors/gravityzone/schemas.ts';
import type { TreeNode } from '../../vendors/gravityzone/tree.ts';
import type { ActionContext } from '../action-context.ts';
import { TryAgain } from '../try-again.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';
import { rootCompany } from './company-facts.ts';
import { seeCompany } from './see-company.ts';

export interface WantedMove {
  companyId: string;
  companyName: string;
  fromId: string;
  toId: string;
}

/** Moves a company under a partner. */
export const moveCompany: WriteOperation<WantedMove, null> = {
  name: 'network.moveCompanyOrCompanyFolder',
  vendor: 'gravityzone',
  async prepare(context) {
    const client = await context.gravityzone();
    const turn = await client.turn('moveCompany', context.signal);
    return async ({ companyId, toId }, options) => {
      const move = { companyId: companyId as CompanyId, newParentId: toId as CompanyId };
      await client.moveCompany(move, turn, options);
      return null;
    };
  },
  lookFor,
  made: () => null,
  record: (tx, { tenantId, action, cause }, move) =>
    recordMoveBack(tx, tenantId, action.siteUid, move, cause),
};

/** Where the tree has it now. A company in a folder of the partner is under the partner. */
async function lookFor(
  context: ActionContext,
  _intent: unknown,
  move: WantedMove,
): Promise<Sighting<null>> {
  const place = (await treeNow(context)).find(({ id }) => id === move.companyId);
  switch (place?.partnerId) {
    case undefined:
      return outOfTree(context, move);
    case move.toId:
      return { found: 'ours', result: null };
    case move.fromId:
      return { found: 'none' };
    default:
      return foreignMove(move, 'it is under a third partner');
  }
}

async function outOfTree(context: ActionContext, move: WantedMove): Promise<Sighting<null>> {
  const client = await context.gravityzone();
  const { sight } = await seeCompany(client, move.companyId as CompanyId, context.signal);
  if (sight !== 'there') return foreignMove(move, 'it is not to be seen any more');
  const { settleMs } = context.deps.timings;
  throw new TryAgain('unknownOutcome', settleMs, 'The company is there but not listed.');
}

function foreignMove({ companyName }: WantedMove, why: string): Sighting<null> {
  const sentence = `Company “${companyName}” was to be moved back, the answer was lost, and now ${why}.`;
  return { found: 'foreign', sentence };
}

/** Every company and folder under the root, read afresh: details name no parent (gravityzone.md 0.6). */
export async function treeNow(context: ActionContext): Promise<TreeNode[]> {
  const client = await context.gravityzone();
  const rootId = (await rootCompany(context)) as CompanyId;
  return (await client.companyTree(rootId, { signal: context.signal })).nodes;
}
