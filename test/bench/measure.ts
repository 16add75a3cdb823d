import { association } from '../../db/schema/index.ts';
import { callsBoundOf } from '../../launch/demo/calls-bound.ts';
import { readState } from '../../launch/demo/sandbox-control.ts';
import { type LogEntry, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { nodeArguments } from '../../workers/node-arguments.ts';
import { createInstall, type Install, type Services } from '../harness/install.ts';
import { createTenant, type RunRow, type TestTenant } from '../harness/tenant.ts';
import { type Figure, rounded } from './figures.ts';
import { measureEvents } from './measure-events.ts';
import { paceSetBy, peakMemoryMib, processorTime, sharesSince } from './process-usage.ts';
import { rateFloor } from './rate-floor.ts';
import { runHistories } from './run-histories.ts';
import { type WatchedRun, watchRun } from './watch-run.ts';

/** What is measured. */
export interface MeasuredSize {
  /** Sites of the sample MSP; the three system sites come on top. */
  readonly sites: number;
  /** Vendor limits, as a multiple of the vendors' own. */
  readonly rateScale: number;
}

/** The write protocol's timings are the product's own. */
const timings = { writeTimeoutMs: 30_000, writeSettleMs: 60_000 };

/** Measures a first run and a steady one on a fresh install with a worker process of its own. */
export async function measure(services: Services, size: MeasuredSize): Promise<Figure[]> {
  const { sites, rateScale } = size;
  const sandbox = await startSandbox({ port: 0, msp: 'large', sites, rateScale });
  const install = await createInstall(services, { rateScale, ...timings }, nodeArguments);
  try {
    install.environment['SITESYNC_LOG_LEVEL'] = 'warn';
    const tenant = await createTenant(install, sandbox);
    const worker = await install.startWorker();
    const readyMib = peakMemoryMib(worker.pid);
    const before = processorTime(worker.pid);
    const first = await watchRun(sandbox, () => tenant.sync());
    const used = sharesSince(before, processorTime(worker.pid), first.seconds);
    const steady = await watchRun(sandbox, () => tenant.sync());
    return [
      await callsFigure(size, tenant, sandbox, steady),
      wallFigure(size, first, used),
      writesFigure(size, steady),
      ...(await historyFigures(size, install, steady)),
      {
        figure: 'peak memory of the worker',
        sites,
        value: peakMemoryMib(worker.pid),
        unit: 'MiB',
        whenReady: readyMib,
      },
      ...(await measureEvents({ sites, install, tenant, sandbox })),
    ];
  } finally {
    await install.close();
    await sandbox.close();
  }
}

async function callsFigure(
  { sites }: MeasuredSize,
  tenant: TestTenant,
  sandbox: Sandbox,
  { entries }: WatchedRun,
): Promise<Figure> {
  const associations = await tenant.read((tx) => tx.$count(association));
  const bound = callsBoundOf(await readState(sandbox.control), associations, { withItglue: false });
  return {
    figure: 'calls of a steady run by their lower bound',
    sites,
    value: rounded(entries.length / bound),
    unit: 'ratio',
    calls: entries.length,
    bound,
    allowed: Math.floor(1.05 * bound + 6),
  };
}

function wallFigure(
  { sites, rateScale }: MeasuredSize,
  { entries, seconds, run }: WatchedRun,
  used: ReturnType<typeof sharesSince>,
): Figure {
  const floor = rateFloor(entries, rateScale);
  return {
    figure: 'wall of a first run by the rate-limit floor',
    sites,
    value: rounded(seconds / floor.seconds),
    unit: 'ratio',
    wallSeconds: rounded(seconds),
    // A run is read and judged whole before its first write.
    readingSeconds: rounded(secondsToFirstEffect(run, entries)),
    floorSeconds: rounded(floor.seconds),
    floorOf: `${floor.calls} calls of ${floor.limit}`,
    rateScale,
    calls: entries.length,
    associations: run.counts?.associations ?? 0,
    paceSetBy: paceSetBy(used.worker),
    workerCpuShare: used.worker === null ? null : rounded(used.worker),
    // Of the whole machine, by whatever else runs on it too.
    machineCpuShare: rounded(used.machine),
  };
}

function secondsToFirstEffect(run: RunRow, entries: readonly LogEntry[]): number {
  const first = entries.find(({ effectAt }) => effectAt !== null)?.effectAt;
  return first == null ? 0 : (Date.parse(first) - run.startedAt.getTime()) / 1_000;
}

function writesFigure({ sites }: MeasuredSize, { entries }: WatchedRun): Figure {
  return {
    figure: 'writes in a second unchanged run',
    sites,
    value: entries.filter(({ effect }) => effect !== null).length,
    unit: 'writes',
  };
}

async function historyFigures(
  { sites }: MeasuredSize,
  { temporal }: Install,
  { run }: WatchedRun,
): Promise<Figure[]> {
  const found = await runHistories(temporal, run);
  return [
    {
      figure: 'history events of a steady run',
      sites,
      value: found.events,
      unit: 'events',
      byWorkflow: found.byWorkflow,
      bytes: found.bytes,
    },
    {
      figure: 'largest payload of a steady run',
      sites,
      value: found.largestPayloadBytes,
      unit: 'bytes',
    },
  ];
}
