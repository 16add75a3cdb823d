import type { LaneFigures } from './figures.ts';
import { moments, subjects } from './kills.ts';

/** The figures as lines for people. */
export function printed(figures: LaneFigures, seconds: number): string {
  const { happened, verdict, faults, tookMs } = figures;
  const { found } = verdict;
  const kills = subjects.map((subject) => {
    const counts = moments.map((when) => `${when} ${happened.kills[subject][when]}`);
    return `  ${subject}: ${counts.join(', ')}`;
  });
  const total = subjects
    .flatMap((subject) => Object.values(happened.kills[subject]))
    .reduce((sum, count) => sum + count, 0);
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const lists = (['doubled', 'lost', 'adopted', 'unsettled', 'unreported'] as const).flatMap(
    (name) => [`${titles[name]}: ${verdict[name].length}`, ...indented(verdict[name])],
  );
  return [
    `kills: ${total}`,
    ...kills,
    `other faults: ${listed(faults, 'kill', 'slow')}`,
    `somebody else in between: ${listed(happened.foreigners)}`,
    `take-overs of a stopped worker: ${happened.takeovers}; killed before the answer was recorded, with a listing that lags: ${happened.unrecorded}`,
    `runs: ${happened.runs}; mappings: ${happened.mappings}`,
    `writes: ${tookMs.length}, sent again: ${figures.resent}, settled by a person: ${happened.settledByPerson}`,
    `from first send to end: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`,
    `sites wanted: ${figures.sites}, of them with a foreigner in the way: ${figures.takenByForeigners}`,
    `found once: companies ${found.companies}, packages ${found.packages}, variables ${found.variables}`,
    ...lists,
    `took ${Math.round(seconds)} s`,
  ].join('\n');
}

const titles = {
  doubled: 'doubled',
  lost: 'lost',
  adopted: 'foreign adopted',
  unsettled: 'left unsettled',
  unreported: 'hindered and not reported',
};

function indented(sentences: readonly string[]): string[] {
  return sentences.map((sentence) => `  ${sentence}`);
}

function listed(counts: Record<string, number>, ...without: string[]): string {
  const rest = Object.entries(counts).filter(([what]) => !without.includes(what));
  return rest.map(([what, count]) => `${what} ${count}`).join(', ') || 'none';
}
