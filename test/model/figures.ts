import type { Happenings, Lane } from './lane.ts';
import { moments, type Kill, type Moment } from './kills.ts';
import type { Disagreements } from './rounds.ts';

/** What one lane saw. */
export interface LaneFigures {
  happened: Happenings;
  /** Faults played, by kind. */
  faults: Record<string, number>;
  kills: Kill[];
  /** Effects at the vendors. */
  effects: number;
  events: Record<string, number>;
  disagreements: Disagreements;
}

export interface ModelFigures extends LaneFigures {
  /** How often the worker died, on requests and in between. */
  deaths: number;
  killsByMoment: Record<Moment, number>;
}

export async function figuresOf(lane: Lane, disagreements: Disagreements): Promise<LaneFigures> {
  const { entries } = await lane.vendors.log();
  return {
    happened: lane.happened,
    faults: countBy(entries.flatMap(({ fault }) => (fault === null ? [] : [fault]))),
    kills: lane.kills.played,
    effects: entries.filter(({ effect }) => effect !== null).length,
    events: countBy(lane.world.events.map(({ type }) => type)),
    disagreements,
  };
}

export function sumOf(lanes: readonly LaneFigures[], deaths: number): ModelFigures {
  const sum = (pick: (lane: LaneFigures) => number) =>
    lanes.reduce((total, lane) => total + pick(lane), 0);
  const kills = lanes.flatMap((lane) => lane.kills);
  const killsByMoment = { 'before-effect': 0, 'after-effect': 0, 'after-answer': 0 };
  for (const when of moments) killsByMoment[when] = kills.filter((one) => one.when === when).length;
  return {
    deaths,
    killsByMoment,
    kills,
    happened: {
      rounds: sum(({ happened }) => happened.rounds),
      runs: sum(({ happened }) => happened.runs),
      refused: sum(({ happened }) => happened.refused),
      contests: sum(({ happened }) => happened.contests),
      changes: merged(lanes.map(({ happened }) => happened.changes)),
      decisions: merged(lanes.map(({ happened }) => happened.decisions)),
    },
    faults: merged(lanes.map(({ faults }) => faults)),
    effects: sum(({ effects }) => effects),
    events: merged(lanes.map(({ events }) => events)),
    disagreements: lanes.flatMap((lane) => lane.disagreements),
  };
}

function countBy(words: readonly string[]): Record<string, number> {
  return merged(words.map((word) => ({ [word]: 1 })));
}

function merged(counts: readonly Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [what, one] of counts.flatMap((each) => Object.entries(each))) {
    total[what] = (total[what] ?? 0) + one;
  }
  return total;
}
