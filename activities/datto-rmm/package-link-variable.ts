import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { canonicalHash } from '../../rules/canonical-hash.ts';
import type { Variable } from '../../vendors/datto-rmm/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';

/** The site's GravityZonePackageLink, read afresh; more than one can't be, and is refused. */
export async function readPackageLink(context: ActionContext): Promise<Variable[]> {
  const client = await context.dattoRmm();
  const variables = await client.siteVariables(context.action.siteUid, { signal: context.signal });
  return variables.filter(({ name }) => name === packageLinkVariable);
}

/** What is kept of a variable as evidence: somebody else's value may be a secret. */
export function variableEvidence(variables: Variable[]) {
  return variables.map(({ id, masked, value }) => ({
    id,
    masked: masked ?? false,
    valueHash: canonicalHash(value ?? null),
  }));
}

/** Whether the variable holds this link in a form that RMM jobs can read. */
export function holdsLink(variable: Variable, link: string): boolean {
  return variable.masked !== true && variable.value === link;
}

/** Ends an action whose variable is not ours to write. */
export function variableTaken({ action }: ActionContext): StepProblem {
  return new StepProblem(
    'variable-taken',
    `Site “${action.details.siteName}” has a variable ${packageLinkVariable} with another value, or a masked one. It is replaced only by a person's decision: map the site by hand and confirm the replacement.`,
  );
}
