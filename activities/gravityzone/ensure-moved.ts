import { closeActionIn } from '../../db/actions/close-action.ts';
import { withTenant } from '../../db/connect.ts';
import { companyId } from '../../rules/identity.ts';
import type { TreeNode } from '../../vendors/gravityzone/tree.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite, type Before } from '../writes/perform-write.ts';
import { noTarget, rootCompany, tiedRow } from './company-facts.ts';
import { moveCompany, treeNow, type WantedMove } from './move-company.ts';
import { seeCompany } from './see-company.ts';

/**
 * The associated company is back under the partner that it was associated under (spec 3.5). The
 * expected parent stays; the action ends here.
 */
export async function ensureMoved(step: StepContext): Promise<void> {
  const { deps, tenantId, action } = step;
  const { details } = action;
  const move = {
    companyId: companyId(details.companyId ?? ''),
    companyName: details.companyName ?? '',
    fromId: companyId(details.movedFromId ?? ''),
    toId: companyId(details.moveToId ?? ''),
  };
  await performWrite(step, moveCompany, {
    naturalKey: `company/${move.companyId}/move`,
    desired: move,
    readBefore: () => readPlace(step, move),
  });
  await withTenant(deps.db, tenantId, (tx) =>
    closeActionIn(tx, tenantId, action.id, { state: 'done' }, step.execution),
  );
}

async function readPlace(step: StepContext, move: WantedMove): Promise<Before<null>> {
  await requireTarget(step, move);
  const tree = await treeNow(step);
  const rootId = await rootCompany(step);
  const place = tree.find(({ id }) => id === move.companyId);
  if (place?.partnerId === move.toId) return { already: null };
  if (place?.partnerId !== move.fromId) {
    const now = place ? `under ${partnerName(tree, rootId, place.partnerId)}` : 'not listed';
    throw changed(move, `is ${now} by now, no longer where it was found`);
  }
  const targetIsThere = tree.some(({ id, kind }) => id === move.toId && kind === 'company');
  if (move.toId !== rootId && !targetIsThere) {
    throw changed(move, `can not be moved back: the partner it was under is not there any more`);
  }
  const { parentId, partnerId } = place;
  return { evidence: { readAt: new Date().toISOString(), parentId, partnerId } };
}

/** Only a company that this site is associated with is moved, and only to where it was then. */
async function requireTarget(step: StepContext, move: WantedMove): Promise<void> {
  const row = await tiedRow(step);
  if (row.companyId !== move.companyId) {
    throw changed(move, `is not the one of site “${row.siteName}” any more`);
  }
  if (row.expectedParentId !== move.toId) throw changed(move, 'was associated anew meanwhile');
  const client = await step.gravityzone();
  const seen = await seeCompany(client, companyId(move.companyId), step.signal);
  if (seen.sight !== 'there') throw changed(move, 'is not to be seen any more');
  const reason = noTarget(seen.company, await rootCompany(step));
  if (reason === null) return;
  const sentence = `Company “${seen.company.name}” ${reason}; it was not moved.`;
  throw new StepProblem('company-not-eligible', sentence);
}

function changed({ companyName }: WantedMove, what: string): StepProblem {
  const sentence = `Company “${companyName}” ${what}; nothing was moved. Sync to see how it stands.`;
  return new StepProblem('changed', sentence);
}

function partnerName(tree: readonly TreeNode[], rootId: string, id: string): string {
  if (id === rootId) return 'your root company';
  const partner = tree.find((node) => node.id === id);
  return partner ? `“${partner.name}”` : `company ${id}`;
}
