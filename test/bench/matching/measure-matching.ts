import { rounded } from '../figures.ts';
import { acronymSet, type DevelopmentSet, readSet, setNames } from './development-sets.ts';
import { type MethodName, methods } from './methods.ts';
import { type Quality, qualityOf } from './quality.ts';
import type { Method } from './ranking.ts';

/** One line of the benchmark of names. */
export interface MatchingFigure {
  readonly figure: string;
  readonly method: string;
  readonly value: number;
  readonly unit: 'share' | 'matches' | 'ms' | 'ratio';
  readonly [detail: string]: unknown;
}

interface Measured {
  readonly set: DevelopmentSet;
  readonly method: MethodName;
  readonly quality: Quality;
  readonly ms: number;
}

/** Scores Sitesync's names and the methods that can be installed on the sets in a folder. */
export async function* measureMatching(folder: string): AsyncGenerator<MatchingFigure> {
  const sets: DevelopmentSet[] = [];
  for (const name of setNames) sets.push(await readSet(folder, name));
  const all: Measured[] = [];
  for (const set of sets) {
    for (const method of Object.keys(methods) as MethodName[]) {
      const measured = measureOne(set, method);
      all.push(measured);
      yield* figuresOf(measured);
    }
  }
  for (const method of Object.keys(methods) as MethodName[]) {
    yield meanFigure(all.filter((one) => one.method === method && one.set.name !== acronymSet));
  }
  yield* automaticFigures(all);
  yield* timeFigures(sets);
}

function measureOne(set: DevelopmentSet, method: MethodName): Measured {
  const rank: Method = methods[method];
  // Of this process alone: whatever else the machine does is left out.
  const before = process.cpuUsage();
  const ranking = rank(set);
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1_000;
  return { set, method, quality: qualityOf(set, ranking), ms };
}

function figuresOf({ set, method, quality, ms }: Measured): MatchingFigure[] {
  const about = { method, set: set.name, sources: set.sources.length, pool: set.pool.length };
  return [
    {
      figure: 'right suggestion first',
      ...about,
      value: rounded(quality.first),
      unit: 'share',
      meanReciprocalRank: rounded(quality.reciprocalRank),
      ms: Math.round(ms),
    },
  ];
}

function meanFigure(measured: readonly Measured[]): MatchingFigure {
  const mean = (of: (quality: Quality) => number) =>
    rounded(measured.reduce((sum, { quality }) => sum + of(quality), 0) / measured.length);
  return {
    figure: 'right suggestion first, mean of the sets without acronyms',
    method: measured[0]?.method ?? '',
    value: mean(({ first }) => first),
    unit: 'share',
    meanReciprocalRank: mean(({ reciprocalRank }) => reciprocalRank),
  };
}

function automaticFigures(all: readonly Measured[]): MatchingFigure[] {
  const own = all.filter(({ method }) => method === 'sitesync');
  const sum = (of: (quality: Quality) => number) =>
    own.reduce((total, { quality }) => total + of(quality), 0);
  return [
    {
      figure: 'automatic matches that are right',
      method: 'sitesync',
      value: sum(({ automaticRight }) => automaticRight),
      unit: 'matches',
    },
    {
      figure: 'automatic matches that are wrong',
      method: 'sitesync',
      value: sum(({ automaticWrong }) => automaticWrong),
      unit: 'matches',
    },
  ];
}

const thousand = 1_000;
const attempts = 3;

/** CPU time of 1,000 by 1,000 names, the best of three. Fuse.js takes too long for it: see its sets. */
function timeFigures(sets: readonly DevelopmentSet[]): MatchingFigure[] {
  const large = sets.find(({ sources }) => sources.length >= thousand);
  if (large === undefined) return [];
  const set: DevelopmentSet = {
    name: large.name,
    sources: large.sources.slice(0, thousand),
    pool: large.pool.slice(0, thousand),
  };
  const timed = (Object.keys(methods) as MethodName[]).filter((method) => method !== 'fuse.js');
  const figures = timed.map((method): MatchingFigure => ({
    figure: 'time for 1,000 by 1,000 names',
    method,
    value: Math.round(
      Math.min(...Array.from({ length: attempts }, () => measureOne(set, method).ms)),
    ),
    unit: 'ms',
  }));
  const of = (name: MethodName) => figures.find(({ method }) => method === name)?.value ?? 0;
  return [
    ...figures,
    {
      figure: 'time for 1,000 by 1,000 names by that of fastest-levenshtein',
      method: 'sitesync',
      value: rounded(of('sitesync') / of('fastest-levenshtein')),
      unit: 'ratio',
    },
  ];
}
