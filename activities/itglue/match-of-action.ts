import { and, eq } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import type { MatchRow } from '../../db/matches/concerned-matches.ts';
import { match, type MatchKind } from '../../db/schema/index.ts';
import type { ActionContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';

/** The source that an action creates a record for, as `organization/<id>` or `device/<uid>` names it. */
export function sourceOf({ action }: ActionContext): { kind: MatchKind; sourceId: string } {
  const [, kind, sourceId] = /^(organization|device)\/(.+)$/.exec(action.matchSubject ?? '') ?? [];
  if (sourceId === undefined) throw new Error(`action ${action.id} is about no match`);
  return { kind: kind as MatchKind, sourceId };
}

/** Its match as it is now. */
export async function matchOfAction(context: ActionContext): Promise<MatchRow> {
  const { kind, sourceId } = sourceOf(context);
  const row = await readMatch(context, kind, sourceId);
  if (row) return row;
  throw new StepProblem('changed', `“${context.action.details.siteName}” is not known any more.`);
}

/** @throws {StepProblem} `changed` if nothing is to be created for it any more */
export async function requireUnmatched(context: ActionContext): Promise<MatchRow> {
  const row = await matchOfAction(context);
  if (row.state !== 'unmatched') {
    const now = row.state === 'matched' ? `matched to “${row.destinationName ?? ''}”` : row.state;
    throw new StepProblem('changed', `“${row.name}” is ${now} by now; nothing was created.`);
  }
  if (row.present) return row;
  const sentence = `“${row.name}” was not in Datto RMM any more when it was last read whole; nothing was created.`;
  throw new StepProblem('changed', sentence);
}

export async function readMatch(
  { deps, tenantId }: ActionContext,
  kind: MatchKind,
  sourceId: string,
): Promise<MatchRow | undefined> {
  const [row] = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select()
      .from(match)
      .where(and(eq(match.kind, kind), eq(match.sourceId, sourceId))),
  );
  return row;
}
