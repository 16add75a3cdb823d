import { describe, expect, inject, test } from 'vitest';
import { moments, subjects } from './kills.ts';
import { playFaults } from './play-faults.ts';
import { printed } from './print-figures.ts';

describe('a retry, a crash, or two at once never make a second company, package or variable', () => {
  test('20 kills on every write at every moment, with lost answers, late effects and foreigners', async () => {
    const startedAt = performance.now();
    const figures = await playFaults(
      { databaseUrl: inject('databaseUrl'), temporalAddress: inject('temporalAddress') },
      { kills: 20, seed: 1, lanes: 3 },
    );
    const { happened, verdict } = figures;
    process.stdout.write(`${printed(figures, (performance.now() - startedAt) / 1_000)}\n`);
    expect(verdict).toMatchObject({
      doubled: [],
      lost: [],
      adopted: [],
      unsettled: [],
      unreported: [],
    });
    expect(verdict.found.companies).toBeGreaterThan(20);
    for (const subject of subjects) {
      for (const when of moments) expect(happened.kills[subject][when]).toBeGreaterThan(0);
    }
  }, 480_000);
});
