import { withTenant, type Database } from '../../db/connect.ts';
import { judgeDevices } from '../../db/matches/judge-devices.ts';
import { judgeOrganizations } from '../../db/matches/judge-organizations.ts';
import { loadMatchInput, type MatchInput } from '../../db/matches/load-match-input.ts';
import type { DiscoverySize } from './discovery-figures.ts';
import { type Figure, rounded } from './figures.ts';
import { type PartRun, stepTimes } from './part-run.ts';

/** What matching may take of one processor, in seconds. */
const allowedSeconds = 2;

/**
 * Processor time of judging what a first discovery has read, as if nothing were matched yet, by
 * what it may take. Beside it: the worker's for the whole step, loading and saving included.
 */
export async function measureRunMatching(
  size: DiscoverySize,
  db: Database,
  first: PartRun,
  steady: PartRun,
): Promise<Figure> {
  const { tenantId, id: runId } = first.run;
  const input = await withTenant(db, tenantId, (tx) => loadMatchInput(tx, tenantId, runId));
  if (!input) throw new Error('a first discovery has read nothing to match');
  const { organizationSeconds, deviceSeconds, matched } = judgeAnew(input);
  const seconds = organizationSeconds + deviceSeconds;
  return {
    figure: 'processor time of a discovery’s matching by its allowance',
    sites: size.organizations,
    value: rounded(seconds / allowedSeconds),
    unit: 'ratio',
    devices: input.devices.length,
    configurations: input.configurations.length,
    matched,
    organizationSeconds: rounded(organizationSeconds),
    deviceSeconds: rounded(deviceSeconds),
    allowedSeconds,
    stepOfFirst: stepTimes(first.itglue, first.processor)['matchRun'],
    stepOfUnchanged: stepTimes(steady.itglue, steady.processor)['matchRun'],
  };
}

function judgeAnew(input: MatchInput) {
  const none = { rows: new Map(), apart: new Map() };
  const people = {
    decided: new Set<string>(),
    wanted: new Set<string>(),
    taken: new Set<string>(),
  };
  const fresh: MatchInput = { ...input, recorded: { ...none, ...people } };
  const organizations = timed(() => judgeOrganizations(fresh));
  const matches = new Map(
    organizations.done.flatMap(({ sourceId, newMatch }) =>
      newMatch ? [[sourceId, newMatch.destinationId] as const] : [],
    ),
  );
  const devices = timed(() => judgeDevices(fresh, matches));
  return {
    organizationSeconds: organizations.seconds,
    deviceSeconds: devices.seconds,
    matched: devices.done.filter(({ newMatch }) => newMatch !== null).length,
  };
}

function timed<T>(work: () => T): { done: T; seconds: number } {
  const before = process.cpuUsage();
  const done = work();
  const { user, system } = process.cpuUsage(before);
  return { done, seconds: (user + system) / 1e6 };
}
