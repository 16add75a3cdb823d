import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Execution } from '../../db/acting.ts';
import { callsBound } from '../../rules/gravityzone/calls-bound.ts';
import { withTenant, type Transaction } from '../../db/connect.ts';
import { finishRun as finishRunRow } from '../../db/runs/finish-run.ts';
import { openRun as openRunRow, type OpenedRun } from '../../db/runs/open-run.ts';
import {
  action,
  association,
  event,
  hold,
  intent,
  plan,
  problem,
  reading,
  run,
  tenant,
  type ActionVerb,
  type ReadingKind,
  type RunCounts,
  type RunStatus,
} from '../../db/schema/index.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import type { RunInput } from '../read-listing.ts';

export type { RunInput } from '../read-listing.ts';

export interface TenantInput {
  tenantId: string;
}

export interface RunEndInput extends RunInput {
  outcome: 'completed' | 'failed' | 'cancelled';
}

/** Opens the run of the workflow that asks. */
export function openRun(
  { db }: ActivityDependencies,
  { tenantId }: TenantInput,
): Promise<OpenedRun> {
  return openRunRow(db, tenantId, currentExecution());
}

/** Ends the run with what it did, as the rows say. */
export async function finishRun(
  { db }: ActivityDependencies,
  { tenantId, runId, outcome }: RunEndInput,
): Promise<{ status: RunStatus }> {
  const execution: Execution = currentExecution();
  const end = await withTenant(db, tenantId, async (tx) => ({
    counts: await countsOf(tx, runId),
    ...(await statusOf(tx, tenantId, runId, outcome)),
  }));
  await finishRunRow(db, tenantId, runId, end, execution);
  return { status: end.status };
}

async function countsOf(tx: Transaction, runId: string): Promise<RunCounts> {
  const [planned] = await tx.select().from(plan).where(eq(plan.runId, runId));
  const done = await tx
    .select({ verb: action.verb, eventId: action.eventId })
    .from(action)
    .where(and(eq(action.runId, runId), eq(action.state, 'done')));
  const did = (wanted: ActionVerb) => done.filter(({ verb }) => verb === wanted).length;
  const written = await tx
    .select({ operation: intent.operation })
    .from(intent)
    .innerJoin(action, eq(action.id, intent.actionId))
    .where(and(eq(action.runId, runId), eq(intent.state, 'done')));
  const writes = (...operations: string[]) =>
    written.filter(({ operation }) => operations.includes(operation)).length;
  return {
    sites: planned?.summary.sites ?? 0,
    excluded: planned?.summary.excluded ?? 0,
    associations: await tx.$count(association, eq(association.state, 'complete')),
    companiesCreated: writes('companies.createCompany'),
    associated: did('associate'),
    moved: did('move'),
    recreated: did('recreate'),
    packages: writes('packages.createPackage'),
    variables: writes(
      'PUT /v2/site/{siteUid}/variable',
      'POST /v2/site/{siteUid}/variable/{variableId}',
    ),
    problems: await tx.$count(problem, eq(problem.runId, runId)),
    toBeCreated: planned?.summary.toBeCreated.length ?? 0,
    events: {
      open: await tx.$count(event, inArray(event.state, ['open', 'acting'])),
      raised: await raisedBy(tx, runId),
      handled: done.filter(({ eventId }) => eventId !== null).length,
    },
    callsBound: callsBound({
      sites: await readCount(tx, runId, 'sites'),
      companies: await readCount(tx, runId, 'companies'),
      associations: planned?.summary.associated ?? 0,
    }),
  };
}

/** How many events the run raised, anew or again. */
async function raisedBy(tx: Transaction, runId: string): Promise<number> {
  const [row] = await tx.select({ startedAt: run.startedAt }).from(run).where(eq(run.id, runId));
  if (!row) return 0;
  return tx.$count(event, and(eq(event.lastRunId, runId), gte(event.raisedAt, row.startedAt)));
}

/** How many items the run's reading of a listing had. */
async function readCount(tx: Transaction, runId: string, kind: ReadingKind): Promise<number> {
  const [row] = await tx
    .select({ count: reading.itemCount })
    .from(reading)
    .where(and(eq(reading.runId, runId), eq(reading.kind, kind), eq(reading.state, 'complete')));
  return row?.count ?? 0;
}

/** What a run's end is called (spec 4.6); notes say why where it is not OK. */
async function statusOf(
  tx: Transaction,
  tenantId: string,
  runId: string,
  outcome: RunEndInput['outcome'],
): Promise<{ status: Exclude<RunStatus, 'running'>; notes: string[] }> {
  const [row] = await tx.select().from(run).where(eq(run.id, runId));
  const [whose] = await tx.select().from(tenant).where(eq(tenant.id, tenantId));
  const notes = row?.notes ?? [];
  if (notes.length > 0) return { status: whose?.pausedAt ? 'paused' : 'failed', notes };
  if (outcome === 'cancelled') return { status: 'failed', notes: ['The run was cancelled.'] };
  if (outcome === 'failed') return { status: 'failed', notes: await whyFailed(tx, runId) };

  const [held] = await tx.select().from(hold).where(eq(hold.runId, runId));
  if (held) return { status: 'held', notes: [held.sentence] };
  const unproven = await tx
    .select({ verdict: reading.verdict })
    .from(reading)
    .where(
      and(
        eq(reading.runId, runId),
        inArray(reading.kind, ['sites', 'companies']),
        eq(reading.proves, false),
      ),
    );
  const failed = await tx.$count(action, and(eq(action.runId, runId), eq(action.state, 'problem')));
  if (unproven.length > 0 || failed > 0) {
    const sentences = unproven.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
    return {
      status: 'partial',
      notes: failed > 0 ? [...sentences, notCompleted(failed)] : sentences,
    };
  }
  return { status: 'ok', notes };
}

function notCompleted(count: number): string {
  return `${count} ${count === 1 ? 'site' : 'sites'} could not be completed.`;
}

/** The last thing that went wrong, which the steps note as they fail. */
async function whyFailed(tx: Transaction, runId: string): Promise<string[]> {
  const [row] = await tx.select({ failure: run.lastFailure }).from(run).where(eq(run.id, runId));
  return [row?.failure ?? 'The run could not be finished.'];
}
