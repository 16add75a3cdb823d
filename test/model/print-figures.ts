import type { ModelFigures } from './figures.ts';

/** The figures as lines for people. */
export function printed(figures: ModelFigures, seconds: number): string {
  const { happened, faults, killsByMoment, disagreements } = figures;
  const { kill: _, ...otherFaults } = faults;
  return [
    `rounds: ${happened.rounds}; runs: ${happened.runs}; effects at the vendors: ${figures.effects}`,
    `changes: ${listed(happened.changes)}`,
    `events by type and site: ${listed(figures.events)}`,
    `decisions: ${listed(happened.decisions)}; refused: ${happened.refused}; contested: ${happened.contests}`,
    `the worker died ${figures.deaths} times, on requests: ${listed(killsByMoment)}`,
    `other faults: ${listed(otherFaults)}`,
    `disagreements with the model: ${disagreements.length}`,
    ...disagreements.map((sentence) => `  ${sentence}`),
    `took ${Math.round(seconds)} s`,
  ].join('\n');
}

function listed(counts: Record<string, number>): string {
  return (
    Object.entries(counts)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, count]) => `${what} ${count}`)
      .join(', ') || 'none'
  );
}
