import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { action, type ActionVerb } from '../schema/index.ts';

export interface ActionRef {
  id: string;
  position: number;
  verb: ActionVerb;
}

/**
 * The next actions of a run or a mapping that have not ended, in their order. Those of events are
 * left to the events' own workflows.
 */
export function listActions(
  db: Database,
  tenantId: string,
  of: { runId: string } | { mappingId: string },
  afterPosition: number,
  limit: number,
): Promise<ActionRef[]> {
  return withTenant(db, tenantId, (tx) =>
    tx
      .select({ id: action.id, position: action.position, verb: action.verb })
      .from(action)
      .where(
        and(
          'runId' in of ? eq(action.runId, of.runId) : eq(action.mappingId, of.mappingId),
          gt(action.position, afterPosition),
          inArray(action.state, ['waiting', 'working']),
          isNull(action.eventId),
        ),
      )
      .orderBy(asc(action.position))
      .limit(limit),
  );
}
