import { and, eq, inArray, ne } from 'drizzle-orm';
import { unusable, vendorLabels } from '../../db/connections/unusable.ts';
import type { Transaction } from '../../db/connect.ts';
import {
  action,
  connection,
  hold,
  reading,
  run,
  tenant,
  type ReadingKind,
  type RunCounts,
  type RunStatus,
  type Vendor,
} from '../../db/schema/index.ts';
import type { RunInput } from '../read-listing.ts';

/** A part of a run: what it syncs with. */
export type Destination = Exclude<Vendor, 'datto-rmm'>;

/** A part of a run that could not be finished. */
export interface PartFailure {
  destination: Destination;
  why: string | null;
}

export interface RunEndInput extends RunInput {
  outcome: 'completed' | 'failed' | 'cancelled';
  /** Left out by runs of before there were two parts. */
  failures?: PartFailure[];
}

/** Listings without which a part of the run decides nothing. */
const decisive: ReadingKind[] = [
  'sites',
  'companies',
  'devices',
  'organizations',
  'configurations',
  'catalogue',
];

/** What a run's end is called (spec 4.6); notes say why where it is not OK. */
export async function statusOf(
  tx: Transaction,
  { tenantId, runId, outcome, failures = [] }: RunEndInput,
  counts: RunCounts,
): Promise<{ status: Exclude<RunStatus, 'running'>; notes: string[] }> {
  const [row] = await tx.select().from(run).where(eq(run.id, runId));
  const [whose] = await tx.select().from(tenant).where(eq(tenant.id, tenantId));
  const notes = row?.notes ?? [];
  if (notes.length > 0) return { status: whose?.pausedAt ? 'paused' : 'failed', notes };
  if (outcome === 'cancelled') return { status: 'failed', notes: ['The run was cancelled.'] };
  const destinations = await tx.select().from(connection).where(ne(connection.vendor, 'datto-rmm'));
  const failed = new Set<Vendor>(failures.map(({ destination }) => destination));
  const anotherWent =
    failed.size > 0 &&
    destinations.some(({ vendor, state }) => state === 'ok' && !failed.has(vendor));
  if (outcome === 'failed' && !anotherWent) {
    return { status: 'failed', notes: await whyFailed(tx, runId) };
  }
  const [held] = await tx.select().from(hold).where(eq(hold.runId, runId));
  const missing = [
    ...failures.map(partFailed),
    ...destinations
      .filter(({ vendor, state }) => state !== 'ok' && !failed.has(vendor))
      .map(unusable),
    ...(await unproven(tx, runId)),
    ...(await notCompleted(tx, runId)),
    ...(failed.has('itglue') ? [] : auditsLeft(counts)),
  ];
  if (held) return { status: 'held', notes: [held.sentence, ...missing] };
  if (missing.length > 0) return { status: 'partial', notes: missing };
  return { status: 'ok', notes: [] };
}

function partFailed({ destination, why }: PartFailure): string {
  return `The ${vendorLabels[destination]} part could not be finished. ${why ?? 'It says no reason.'}`;
}

/** Why listings prove nothing. */
async function unproven(tx: Transaction, runId: string): Promise<string[]> {
  const rows = await tx
    .select({ verdict: reading.verdict })
    .from(reading)
    .where(
      and(eq(reading.runId, runId), inArray(reading.kind, decisive), eq(reading.proves, false)),
    );
  return rows.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
}

async function notCompleted(tx: Transaction, runId: string): Promise<string[]> {
  const ended = and(eq(action.runId, runId), eq(action.state, 'problem'));
  const sites = await tx.$count(action, and(ended, eq(action.subjectKind, 'association')));
  const updates = await tx.$count(action, and(ended, eq(action.subjectKind, 'match')));
  return [
    ...(sites === 0 ? [] : [`${sites} ${sites === 1 ? 'site' : 'sites'} could not be completed.`]),
    ...(updates === 0
      ? []
      : [
          `The fields of ${updates} ${updates === 1 ? 'configuration' : 'configurations'} could not be written.`,
        ]),
  ];
}

function auditsLeft({ itglue }: RunCounts): string[] {
  const left = itglue?.audits.left ?? 0;
  if (left === 0) return [];
  const whose = left === 1 ? '1 device’s audit is' : `${left} devices’ audits are`;
  return [
    `${whose} left for the next run: until then they are matched without serial and hardware.`,
  ];
}

/** The last thing that went wrong, which the steps note as they fail. */
async function whyFailed(tx: Transaction, runId: string): Promise<string[]> {
  const [row] = await tx.select({ failure: run.lastFailure }).from(run).where(eq(run.id, runId));
  return [row?.failure ?? 'The run could not be finished.'];
}
