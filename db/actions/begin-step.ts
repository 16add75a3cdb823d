import { and, eq, sql } from 'drizzle-orm';
import type { Execution } from '../acting.ts';
import { withTenant, type Database } from '../connect.ts';
import { action, subjectLock, type ActionState } from '../schema/index.ts';
import { subjectOf } from './subject.ts';

export type Action = typeof action.$inferSelect;

export type BegunStep =
  /** The site is this attempt's: writes must show this fence. */
  | { go: 'on'; action: Action; fence: number }
  /** The action has ended already. */
  | { go: 'ended'; state: ActionState }
  /** Somebody else holds the site. */
  | { go: 'locked' };

/**
 * Takes the site's lock for an action, or takes it over from an earlier attempt of the same action:
 * the new fence ends whatever that attempt still meant to write.
 */
export function beginStep(
  db: Database,
  tenantId: string,
  actionId: string,
  step: string,
  execution: Execution,
): Promise<BegunStep> {
  return withTenant(db, tenantId, async (tx) => {
    const [mine] = await tx.select().from(action).where(eq(action.id, actionId)).for('update');
    if (!mine) throw new Error(`action ${actionId} is gone`);
    if (mine.state !== 'waiting' && mine.state !== 'working') {
      return { go: 'ended', state: mine.state };
    }
    const subject = subjectOf(mine);
    const [lock] = await tx
      .insert(subjectLock)
      .values({
        tenantId,
        kind: subject.kind,
        subjectId: subject.id,
        actionId,
        ...execution,
        fence: sql`nextval('fence')`,
      })
      .onConflictDoUpdate({
        target: [subjectLock.tenantId, subjectLock.kind, subjectLock.subjectId],
        set: { ...execution, fence: sql`excluded.fence` },
        setWhere: eq(subjectLock.actionId, actionId),
      })
      .returning({ fence: subjectLock.fence });
    if (!lock) return { go: 'locked' };
    await tx
      .update(action)
      .set({ state: 'working', step })
      .where(and(eq(action.id, actionId)));
    return { go: 'on', action: mine, fence: lock.fence };
  });
}
