import { companyId } from '../../rules/identity.ts';
import { finishedIntent } from '../../db/writes/find-intent.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { tiedRow, type AssociationRow } from './company-facts.ts';
import { companyKey, type CreatedCompany } from './create-company.ts';
import { seeCompany } from './see-company.ts';

/**
 * Before another company takes its place: the associated company is still gone. Where this very
 * action has replaced it already, it goes on from there.
 */
export async function checkCompanyGone(step: StepContext): Promise<void> {
  const row = await tiedRow(step);
  if (row.companyId === step.action.details.replacesCompanyId) {
    await requireGone(step, row);
    return;
  }
  if (await isReplacement(step, row)) return;
  throw new StepProblem(
    'changed',
    `Site “${row.siteName}” has been associated with “${row.companyName}” meanwhile; nothing was done.`,
  );
}

/**
 * A run needs *not found*; for a person, who knows more, out of sight will do (spec 3.6.1).
 *
 * @throws {StepProblem} `changed`
 */
export async function requireGone(
  step: StepContext,
  { companyId: id, companyName }: Pick<AssociationRow, 'companyId' | 'companyName'>,
): Promise<void> {
  const client = await step.gravityzone();
  const { sight } = await seeCompany(client, companyId(id), step.signal);
  if (sight === 'not-found') return;
  if (sight === 'not-authorized' && step.action.by.kind !== 'run') return;
  const now =
    sight === 'there'
      ? 'is there again'
      : 'is no longer said to be gone, but only to be out of sight: a person decides';
  throw new StepProblem('changed', `Company “${companyName}” ${now}; nothing was done.`);
}

/** Whether this action made the company that the site is associated with, or was given it. */
export async function isReplacement(
  { deps, tenantId, action }: StepContext,
  row: AssociationRow,
): Promise<boolean> {
  const { companyId: chosen, companyName, siteName } = action.details;
  if (row.companyId === chosen) return true;
  const key = companyKey(companyName ?? siteName);
  const made = await finishedIntent(deps.db, tenantId, action.id, key);
  return (made?.result as CreatedCompany | undefined)?.companyId === row.companyId;
}
