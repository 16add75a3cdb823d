import { and, eq, gte, inArray } from 'drizzle-orm';
import {
  association,
  deviceAudit,
  match,
  reading,
  snapshotPayload,
  type ReadingKind,
} from '../../db/schema/index.ts';
import { callsBoundOf } from '../../launch/demo/calls-bound.ts';
import { readState } from '../../launch/demo/sandbox-control.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { TestTenant } from '../harness/tenant.ts';
import { type Figure, rounded } from './figures.ts';
import { type PartRun, processorSeconds, stepTimes } from './part-run.ts';
import { paceSetBy, peakMemoryMib } from './process-usage.ts';
import { rateFloor } from './rate-floor.ts';
import { effectsOf } from './watch-run.ts';

/** What is measured. */
export interface DiscoverySize {
  /** Sites of the sample MSP: what organizations are matched to. */
  readonly organizations: number;
  readonly devices: number;
  /** Vendor limits, as a multiple of the vendors' own. */
  readonly rateScale: number;
}

/** What a first discovery may take of its floor. */
const allowedOfFloor = 1.1;
/** What a steady run may call beyond its bound: a share of it, and some. */
const allowedCalls = { share: 1.05, more: 10 };
/** What the worker may hold, in MiB. */
const allowedMib = 512;

/**
 * From the run's start until all is matched, by the limit that takes the reads of the run longest:
 * GravityZone's part reads beside it, within the same limit of Datto RMM. What the run writes after
 * that is no discovery.
 */
export function wallFigure(size: DiscoverySize, first: PartRun): Figure {
  const reads = first.entries.filter(({ operation }) => operation.startsWith('GET '));
  const floor = rateFloor(reads, size.rateScale);
  const matched = first.itglue?.steps.find(({ activity }) => activity === 'matchRun');
  const endedAtMs = matched?.endedAtMs ?? 0;
  const wallSeconds = (endedAtMs - first.run.startedAt.getTime()) / 1_000;
  const cpuSeconds = processorSeconds(first, endedAtMs);
  const share = cpuSeconds === null ? null : rounded(cpuSeconds / wallSeconds);
  const found = first.run.counts?.itglue;
  return {
    figure: 'wall of a first discovery by the rate-limit floor',
    ...of(size),
    value: rounded(wallSeconds / floor.seconds),
    unit: 'ratio',
    allowed: allowedOfFloor,
    wallSeconds: rounded(wallSeconds),
    floorSeconds: rounded(floor.seconds),
    floorOf: `${floor.calls} calls of ${floor.limit}`,
    rateScale: size.rateScale,
    audits: found?.audits,
    newlyMatched: found?.newlyMatched,
    paceSetBy: paceSetBy(share),
    workerCpuShare: share,
    workerCpuSeconds: cpuSeconds,
    steps: stepTimes(first.itglue, first.processor),
  };
}

/** Calls of both parts, by what the vendors hold; beside it the bound that the run itself tells. */
export async function callsFigure(
  size: DiscoverySize,
  { tenant, sandbox }: { tenant: TestTenant; sandbox: Pick<Sandbox, 'control'> },
  { entries, run }: PartRun,
): Promise<Figure> {
  const associations = await tenant.read((tx) => tx.$count(association));
  const bound = callsBoundOf(await readState(sandbox.control), associations, { withItglue: true });
  return {
    figure: 'calls of an unchanged run with IT Glue by their lower bound',
    ...of(size),
    value: rounded(entries.length / bound),
    unit: 'ratio',
    calls: entries.length,
    bound,
    boundOfTheRun: run.counts?.callsBound,
    allowed: Math.floor(allowedCalls.share * bound + allowedCalls.more),
  };
}

export function writesFigure(size: DiscoverySize, steady: PartRun): Figure {
  return {
    figure: 'writes in an unchanged run with IT Glue',
    ...of(size),
    value: effectsOf(steady),
    unit: 'writes',
  };
}

/** What IT Glue's part reads, as it is kept. */
const kinds: ReadingKind[] = ['devices', 'organizations', 'configurations', 'catalogue'];

/** Rows of IT Glue's part that an unchanged run changed. Keys of readings come with every run. */
export async function rowsFigure(
  size: DiscoverySize,
  tenant: TestTenant,
  { run, itglue, processor }: PartRun,
): Promise<Figure> {
  const isNew = gte(snapshotPayload.createdAt, run.startedAt);
  const changed = await tenant.read(async (tx) => ({
    matches: await tx.$count(match, eq(match.lastRunId, run.id)),
    audits: await tx.$count(deviceAudit, gte(deviceAudit.readAt, run.startedAt)),
    payloads: await tx.$count(snapshotPayload, and(inArray(snapshotPayload.kind, kinds), isNew)),
  }));
  const readings = await tenant.read((tx) =>
    tx
      .select({ kind: reading.kind, items: reading.itemCount })
      .from(reading)
      .where(and(eq(reading.runId, run.id), inArray(reading.kind, kinds))),
  );
  return {
    figure: 'rows changed by an unchanged run with IT Glue',
    ...of(size),
    value: changed.matches + changed.audits + changed.payloads,
    unit: 'rows',
    ...changed,
    read: Object.fromEntries(readings.map(({ kind, items }) => [kind, items])),
    steps: stepTimes(itglue, processor),
  };
}

/** The most that the worker ever held, both parts at work. */
export function memoryFigure(size: DiscoverySize, pid: number, readyMib: number | null): Figure {
  return {
    figure: 'peak memory of the worker with IT Glue',
    ...of(size),
    value: peakMemoryMib(pid),
    unit: 'MiB',
    allowed: allowedMib,
    whenReady: readyMib,
  };
}

/** From the run's start to the end of GravityZone's part, by the same in a run without IT Glue. */
export function besideFigure(
  size: DiscoverySize,
  what: string,
  alone: PartRun,
  beside: PartRun,
): Figure {
  const wallOf = ({ gravityzone: part }: PartRun) => (part.endedAtMs - part.runStartedAtMs) / 1_000;
  return {
    figure: `time of GravityZone’s part beside ${what} by its time alone`,
    ...of(size),
    value: rounded(wallOf(beside) / wallOf(alone)),
    unit: 'ratio',
    seconds: rounded(wallOf(beside)),
    secondsAlone: rounded(wallOf(alone)),
    secondsOfItgluesPart: beside.itglue
      ? rounded((beside.itglue.endedAtMs - beside.itglue.runStartedAtMs) / 1_000)
      : null,
    // Where one process does both, a processor that is busy holds back either.
    workerCpuShare: shareUntil(beside, beside.gravityzone.endedAtMs),
    workerCpuShareAlone: shareUntil(alone, alone.gravityzone.endedAtMs),
    associations: beside.run.counts?.associations,
    companiesCreated: beside.run.counts?.companiesCreated,
    companiesCreatedAlone: alone.run.counts?.companiesCreated,
    secondsOfSteps: secondsOf(beside),
    secondsOfStepsAlone: secondsOf(alone),
  };
}

function shareUntil(watched: PartRun, endedAtMs: number): number | null {
  const used = processorSeconds(watched, endedAtMs);
  const seconds = (endedAtMs - watched.run.startedAt.getTime()) / 1_000;
  return used === null ? null : rounded(used / seconds);
}

function secondsOf({ gravityzone, processor }: PartRun): Record<string, number> {
  const steps = Object.entries(stepTimes(gravityzone, processor));
  return Object.fromEntries(steps.map(([activity, { seconds }]) => [activity, seconds]));
}

function of({ organizations, devices }: DiscoverySize) {
  return { sites: organizations, devices };
}
