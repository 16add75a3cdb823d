import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { action, type ActionVerb, type SubjectKind } from '../schema/index.ts';

export interface ActionRef {
  id: string;
  position: number;
  verb: ActionVerb;
}

/** Whose actions: a run's part for sites or for matches, or a mapping's. */
export type ActionsOf = { runId: string; subjectKind: SubjectKind } | { mappingId: string };

/**
 * The next actions of a run's part or of a mapping that have not ended, in their order. Those of events are
 * left to the events' own workflows.
 */
export function listActions(
  db: Database,
  tenantId: string,
  of: ActionsOf,
  afterPosition: number,
  limit: number,
): Promise<ActionRef[]> {
  return withTenant(db, tenantId, (tx) =>
    tx
      .select({ id: action.id, position: action.position, verb: action.verb })
      .from(action)
      .where(
        and(
          'runId' in of
            ? and(eq(action.runId, of.runId), eq(action.subjectKind, of.subjectKind))
            : eq(action.mappingId, of.mappingId),
          gt(action.position, afterPosition),
          inArray(action.state, ['waiting', 'working']),
          isNull(action.eventId),
        ),
      )
      .orderBy(asc(action.position))
      .limit(limit),
  );
}
