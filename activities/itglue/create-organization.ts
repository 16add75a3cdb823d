import { and, eq } from 'drizzle-orm';
import { closeAction } from '../../db/actions/close-action.ts';
import { withTenant } from '../../db/connect.ts';
import { match } from '../../db/schema/index.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite } from '../writes/perform-write.ts';
import { requireUnmatched } from './match-of-action.ts';
import {
  organizationKey,
  organizationsNamed,
  organizationWrite,
  type OrganizationsBefore,
} from './organization-write.ts';

/** Creates the organization that a person decided on, and ends the action (spec 4.2). */
export async function createOrganization(step: StepContext): Promise<void> {
  const { details } = step.action;
  const name = details.organizationName ?? details.siteName;
  await performWrite(step, organizationWrite, {
    naturalKey: organizationKey(name),
    desired: { name },
    async readBefore() {
      await requireUnmatched(step);
      return { evidence: await readNamesakes(step, name) };
    },
  });
  await closeAction(step.deps.db, step.tenantId, step.action.id, { state: 'done' }, step.execution);
}

/** IT Glue takes duplicates: whatever has the name by now has to have been confirmed. */
async function readNamesakes(step: StepContext, name: string): Promise<OrganizationsBefore> {
  const { despite = [] } = step.action.details;
  const named = (await organizationsNamed(step, name)).map(({ id }) => id);
  const namesakes = [...new Set([...named, ...(await createdHere(step, name))])];
  const unknown = namesakes.filter((id) => !despite.includes(id));
  if (unknown.length > 0) {
    const list = unknown.join(', ');
    throw new StepProblem(
      'may-be-double',
      `IT Glue has an organization “${name}” by now (${list}); nothing was created. Match to it, or name it as another one and create again.`,
    );
  }
  return {
    readAt: new Date().toISOString(),
    organizationIds: namesakes,
  };
}

/** What was created a moment ago may not be listed yet. */
async function createdHere({ deps, tenantId }: StepContext, name: string): Promise<string[]> {
  const rows = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select({ id: match.destinationId, name: match.destinationName })
      .from(match)
      .where(
        and(
          eq(match.kind, 'organization'),
          eq(match.state, 'matched'),
          eq(match.origin, 'created'),
        ),
      ),
  );
  return rows.flatMap((row) => (row.id !== null && sameName(row.name ?? '', name) ? [row.id] : []));
}
