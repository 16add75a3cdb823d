import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { and, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm';
import { closeAction } from '../../db/actions/close-action.ts';
import { withTenant } from '../../db/connect.ts';
import { endEventAction } from '../../db/events/end-event-action.ts';
import { action, run, subjectLock } from '../../db/schema/index.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';

/**
 * Ends actions whose workflow is no longer running, because somebody terminated or cancelled it, or
 * its time was up: nobody else would ever free their sites.
 */
export async function endStrandedActions(
  deps: ActivityDependencies,
  tenantId: string,
): Promise<void> {
  await endBegun(deps, tenantId);
  await endNeverBegun(deps, tenantId);
  await endLeftToEvents(deps, tenantId);
}

async function endBegun({ db }: ActivityDependencies, tenantId: string): Promise<void> {
  const locks = await withTenant(db, tenantId, (tx) =>
    tx
      .select({
        actionId: subjectLock.actionId,
        workflowId: subjectLock.workflowId,
        workflowRunId: subjectLock.workflowRunId,
      })
      .from(subjectLock)
      .innerJoin(action, eq(action.id, subjectLock.actionId))
      .where(and(inArray(action.state, ['waiting', 'working']))),
  );
  for (const { actionId, ...execution } of locks) {
    if (await isRunning(execution.workflowId)) continue;
    await closeAction(
      db,
      tenantId,
      actionId,
      {
        state: 'problem',
        code: 'stranded',
        sentence: 'Its workflow was ended from outside. The next run goes on with it.',
      },
      execution,
    );
  }
}

/** What an ended run had permitted and not begun. */
async function endNeverBegun({ db }: ActivityDependencies, tenantId: string): Promise<void> {
  const left = await withTenant(db, tenantId, (tx) =>
    tx
      .select({
        actionId: action.id,
        workflowId: run.workflowId,
        workflowRunId: run.workflowRunId,
      })
      .from(action)
      .innerJoin(run, eq(run.id, action.runId))
      .where(and(eq(action.state, 'waiting'), isNull(action.eventId), ne(run.status, 'running'))),
  );
  for (const { actionId, ...execution } of left) {
    await closeAction(db, tenantId, actionId, { state: 'cancelled' }, execution);
  }
}

/**
 * What an ended run had permitted the workflows of events: without that run's lease they write
 * nothing more, and their events are open again for the run that comes.
 */
async function endLeftToEvents({ db }: ActivityDependencies, tenantId: string): Promise<void> {
  const left = await withTenant(db, tenantId, (tx) =>
    tx
      .select({ actionId: action.id, eventId: action.eventId })
      .from(action)
      .innerJoin(run, eq(run.id, action.runId))
      .where(
        and(
          inArray(action.state, ['waiting', 'working']),
          isNotNull(action.eventId),
          ne(run.status, 'running'),
        ),
      ),
  );
  const execution = currentExecution();
  for (const { actionId, eventId } of left) {
    const sentence = 'The run that permitted it is over. The next one takes it up.';
    const end = { state: 'problem' as const, code: 'run-over', sentence };
    await closeAction(db, tenantId, actionId, end, execution);
    await endEventAction(db, tenantId, eventId ?? '', actionId, execution);
  }
}

/** By workflow id alone: a workflow that went on as a new execution is still at work. */
async function isRunning(workflowId: string): Promise<boolean> {
  try {
    const description = await Context.current().client.workflow.getHandle(workflowId).describe();
    return description.status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
