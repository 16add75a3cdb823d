import { eq } from 'drizzle-orm';
import { closeActionIn } from '../../db/actions/close-action.ts';
import { recordRefusal, recordVariable } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { association } from '../../db/schema/index.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite } from '../writes/perform-write.ts';
import { holdsLink, readPackageLink, variableEvidence } from './package-link-variable.ts';
import { createVariable, deleteVariable, updateVariable } from './variable-operations.ts';

/**
 * The last step of an association: the site's variable holds the install link (spec 3.2.3). A
 * variable that is there with the same value is adopted; with another value, or masked, it is
 * replaced only by a person's word.
 */
export async function ensureVariable(step: StepContext): Promise<void> {
  const { deps, tenantId, action } = step;
  const value = await linkOf(step);
  const { variableId } = await write(step, value);
  await withTenant(deps.db, tenantId, async (tx) => {
    await recordVariable(tx, tenantId, action.siteUid, variableId, step.cause);
    await closeActionIn(tx, tenantId, action.id, { state: 'done' }, step.execution);
  });
}

async function write(step: StepContext, value: string): Promise<{ variableId: number | null }> {
  const there = step.action.details.replaceVariable ? await readPackageLink(step) : [];
  const [variable] = there;
  if (!variable || there.length > 1 || holdsLink(variable, value)) return create(step, value);
  const { siteUid } = step.action;
  if (variable.masked !== true) {
    return performWrite(step, updateVariable, {
      naturalKey: `variable/${siteUid}/${packageLinkVariable}`,
      desired: { siteUid, value, variableId: variable.id },
      readBefore: async () => ({ evidence: variableEvidence(await readPackageLink(step)) }),
    });
  }
  // `masked` can't be changed (datto-rmm.md 7.11): delete, then create.
  await performWrite(step, deleteVariable, {
    naturalKey: `variable/${siteUid}/${variable.id}/delete`,
    desired: { siteUid, variableId: variable.id },
    readBefore: async () => ({ evidence: variableEvidence(await readPackageLink(step)) }),
  });
  return create(step, value);
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
      throw await keptRefusal(step);
    },
  });
}

async function linkOf(step: StepContext): Promise<string> {
  const link = await currentLink(step);
  if (link === null) {
    const sentence = `Site “${step.action.details.siteName}” has no install link yet; the next run goes on with it.`;
    throw new StepProblem('link-missing', sentence);
  }
  return link;
}

function currentLink({ deps, tenantId, action }: StepContext): Promise<string | null> {
  return withTenant(deps.db, tenantId, async (tx) => {
    const [row] = await tx
      .select({ link: association.installLink })
      .from(association)
      .where(eq(association.siteUid, action.siteUid));
    return row?.link ?? null;
  });
}

/** Keeps the refusal as a fact, so that no run tries again at once. */
export async function keptRefusal(step: StepContext): Promise<StepProblem> {
  const { deps, tenantId, action } = step;
  const problem = foreign(step);
  await withTenant(deps.db, tenantId, (tx) =>
    recordRefusal(tx, tenantId, {
      siteUid: action.siteUid,
      kind: 'variable',
      name: action.details.siteName,
      settingsHash: '',
      details: problem.message,
    }),
  );
  return problem;
}

function foreign({ action }: StepContext): StepProblem {
  return new StepProblem(
    'variable-taken',
    `Site “${action.details.siteName}” has a variable ${packageLinkVariable} with another value, or a masked one. It is replaced only by a person's decision: map the site by hand and confirm the replacement.`,
  );
}
