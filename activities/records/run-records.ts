import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Execution } from '../../db/acting.ts';
import { callsBound, sitePages } from '../../rules/gravityzone/calls-bound.ts';
import { withTenant, type Transaction } from '../../db/connect.ts';
import { finishRun as finishRunRow } from '../../db/runs/finish-run.ts';
import { openRun as openRunRow, type OpenedRun } from '../../db/runs/open-run.ts';
import {
  action,
  association,
  event,
  intent,
  plan,
  problem,
  reading,
  run,
  type ActionVerb,
  type ReadingKind,
  type RunCounts,
  type RunStatus,
} from '../../db/schema/index.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { itglueCounts, type ItgluePart } from './itglue-counts.ts';
import { statusOf, type RunEndInput } from './run-status.ts';

export type { RunInput } from '../read-listing.ts';
export type { Destination, PartFailure } from './run-status.ts';

export interface TenantInput {
  tenantId: string;
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
  input: RunEndInput,
): Promise<{ status: RunStatus }> {
  const { tenantId, runId } = input;
  const execution: Execution = currentExecution();
  const end = await withTenant(db, tenantId, async (tx) => {
    const itglue = await itglueCounts(tx, tenantId, runId);
    const counts = await countsOf(tx, runId, itglue);
    return { counts, ...(await statusOf(tx, input, counts)) };
  });
  await finishRunRow(db, tenantId, runId, end, execution);
  return { status: end.status };
}

async function countsOf(
  tx: Transaction,
  runId: string,
  itglue: ItgluePart | null,
): Promise<RunCounts> {
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
    sites: planned?.summary?.sites ?? 0,
    excluded: planned?.summary?.excluded ?? 0,
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
    toBeCreated: planned?.summary?.toBeCreated.length ?? 0,
    events: {
      open: await tx.$count(event, inArray(event.state, ['open', 'acting'])),
      raised: await raisedBy(tx, runId),
      handled: done.filter(({ eventId }) => eventId !== null).length,
    },
    callsBound: await leastCalls(tx, runId, planned?.summary?.associated ?? 0, itglue),
    ...(itglue ? { itglue: itglue.counts } : {}),
  };
}

/** The lower bound of the run's calls, of both parts (spec 5.6). */
async function leastCalls(
  tx: Transaction,
  runId: string,
  associations: number,
  itglue: ItgluePart | null,
): Promise<number> {
  const sites = await readCount(tx, runId, 'sites');
  const companies = await readCount(tx, runId, 'companies');
  const isItglueAlone = itglue !== null && companies === 0;
  const usual = isItglueAlone ? sitePages(sites) : callsBound({ sites, companies, associations });
  return usual + (itglue?.callsBound ?? 0);
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
