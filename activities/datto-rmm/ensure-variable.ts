import { closeActionIn } from '../../db/actions/close-action.ts';
import { recordVariable } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import type { Variable } from '../../vendors/datto-rmm/schemas.ts';
import type { StepContext } from '../action-context.ts';
import { siteAssociation } from '../gravityzone/company-facts.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite } from '../writes/perform-write.ts';
import {
  holdsLink,
  readPackageLink,
  variableEvidence,
  variableTaken,
} from './package-link-variable.ts';
import { createVariable, deleteVariable, updateVariable } from './variable-operations.ts';

interface Links {
  /** What the variable is to hold. */
  value: string;
  /** What we wrote before; a variable that holds it is ours. */
  previous: string | null;
}

/**
 * The last step of an association: the site's variable holds the install link (spec 3.2.3). A
 * variable that is there with the same value is adopted, one with the link before it is updated;
 * with another value, or masked, it is replaced only by a person's word.
 */
export async function ensureVariable(step: StepContext): Promise<void> {
  const { deps, tenantId, action } = step;
  const { variableId } = await write(step, await linksOf(step));
  await withTenant(deps.db, tenantId, async (tx) => {
    await recordVariable(tx, tenantId, action.siteUid, variableId, step.cause);
    await closeActionIn(tx, tenantId, action.id, { state: 'done' }, step.execution);
  });
}

async function write(step: StepContext, links: Links): Promise<{ variableId: number | null }> {
  const { siteUid } = step.action;
  const { value } = links;
  const variable = await toReplace(step, links);
  if (!variable) return create(step, value);
  if (variable.masked !== true) return update(step, variable, links);
  // `masked` can't be changed (datto-rmm.md 7.11): delete, then create.
  await performWrite(step, deleteVariable, {
    naturalKey: `variable/${siteUid}/${variable.id}/delete`,
    desired: { siteUid, variableId: variable.id },
    readBefore: async () => ({ evidence: variableEvidence(await readPackageLink(step)) }),
  });
  return create(step, value);
}

/** The variable that holds another value which may be replaced, if there is one. */
async function toReplace(step: StepContext, links: Links): Promise<Variable | undefined> {
  if (!step.action.details.replaceVariable && links.previous === null) return undefined;
  const [variable, ...others] = await readPackageLink(step);
  if (!variable || others.length > 0 || holdsLink(variable, links.value)) return undefined;
  return mayReplace(step, variable, links) ? variable : undefined;
}

function mayReplace({ action }: StepContext, variable: Variable, { previous }: Links): boolean {
  if (action.details.replaceVariable) return true;
  return previous !== null && holdsLink(variable, previous);
}

function update(
  step: StepContext,
  { id: variableId }: Variable,
  links: Links,
): Promise<{ variableId: number | null }> {
  const { siteUid } = step.action;
  return performWrite(step, updateVariable, {
    naturalKey: `variable/${siteUid}/${packageLinkVariable}`,
    desired: { siteUid, value: links.value, variableId },
    readBefore: async () => {
      const there = await readPackageLink(step);
      const now = there.find(({ id }) => id === variableId);
      if (now && !holdsLink(now, links.value) && !mayReplace(step, now, links)) {
        throw variableTaken(step);
      }
      return { evidence: variableEvidence(there) };
    },
  });
}

function create(step: StepContext, value: string): Promise<{ variableId: number | null }> {
  const { siteUid } = step.action;
  return performWrite(step, createVariable, {
    naturalKey: `variable/${siteUid}/${packageLinkVariable}`,
    desired: { siteUid, value },
    readBefore: async () => {
      const there = await readPackageLink(step);
      const [variable] = there;
      if (!variable) return { evidence: variableEvidence(there) };
      if (there.length === 1 && holdsLink(variable, value)) {
        return { already: { variableId: variable.id } };
      }
      throw variableTaken(step);
    },
  });
}

async function linksOf(step: StepContext): Promise<Links> {
  const row = await siteAssociation(step);
  if (row?.installLink) return { value: row.installLink, previous: row.previousLink };
  const sentence = `Site “${step.action.details.siteName}” has no install link yet; the next run goes on with it.`;
  throw new StepProblem('link-missing', sentence);
}
