import type { LogEntry } from '../../sandbox/index.ts';
import { moments, subjects } from './kills.ts';
import { nothingYet, type Happenings } from './lane.ts';
import type { Verdict } from './oracle.ts';
import type { Records } from './records.ts';

/** What one lane saw and what was found in it. */
export interface LaneFigures {
  happened: Happenings;
  verdict: Verdict;
  sites: number;
  takenByForeigners: number;
  /** Faults played, by kind. */
  faults: Record<string, number>;
  /** How long writes took from their first send to their end, in ms. */
  tookMs: number[];
  resent: number;
}

export function figuresOf(
  happened: Happenings,
  verdict: Verdict,
  sites: readonly { foreigner: string | null }[],
  log: readonly LogEntry[],
  { intents }: Records,
): LaneFigures {
  const faults: Record<string, number> = {};
  for (const { fault } of log) if (fault !== null) faults[fault] = (faults[fault] ?? 0) + 1;
  return {
    happened,
    verdict,
    sites: sites.length,
    takenByForeigners: sites.filter(({ foreigner }) => foreigner !== null).length,
    faults,
    tookMs: intents.flatMap(({ took_ms }) => (took_ms === null ? [] : [took_ms])),
    resent: intents.filter(({ sends }) => sends > 1).length,
  };
}

/** All lanes as one. */
export function sumOf(lanes: readonly LaneFigures[]): LaneFigures {
  const verdicts = lanes.map(({ verdict }) => verdict);
  const all = (list: 'doubled' | 'lost' | 'adopted' | 'unsettled' | 'unreported') =>
    verdicts.flatMap((verdict) => verdict[list]);
  const sum = (pick: (lane: LaneFigures) => number) =>
    lanes.reduce((total, lane) => total + pick(lane), 0);
  const happened = nothingYet();
  for (const subject of subjects) {
    for (const when of moments) {
      happened.kills[subject][when] = sum((lane) => lane.happened.kills[subject][when]);
    }
  }
  happened.foreigners = merged(lanes.map((lane) => lane.happened.foreigners));
  for (const count of ['takeovers', 'unrecorded', 'mappings', 'runs', 'settledByPerson'] as const) {
    happened[count] = sum((lane) => lane.happened[count]);
  }
  return {
    happened,
    verdict: {
      doubled: all('doubled'),
      lost: all('lost'),
      adopted: all('adopted'),
      unsettled: all('unsettled'),
      unreported: all('unreported'),
      found: {
        companies: sum(({ verdict }) => verdict.found.companies),
        packages: sum(({ verdict }) => verdict.found.packages),
        variables: sum(({ verdict }) => verdict.found.variables),
      },
    },
    sites: sum(({ sites }) => sites),
    takenByForeigners: sum(({ takenByForeigners }) => takenByForeigners),
    faults: merged(lanes.map(({ faults }) => faults)),
    tookMs: lanes.flatMap(({ tookMs }) => tookMs),
    resent: sum(({ resent }) => resent),
  };
}

function merged(counts: readonly Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [what, count] of counts.flatMap((one) => Object.entries(one))) {
    total[what] = (total[what] ?? 0) + count;
  }
  return total;
}
