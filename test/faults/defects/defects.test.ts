import { describe, inject, test } from 'vitest';
import { isKept, type Verdict } from '../oracle.ts';
import { defects } from './defects.ts';
import { plant } from './plant.ts';
import { playDefect, playWhole } from './run-scenario.ts';
import type { Scenario } from './scenarios.ts';

const longestTestMs = 300_000;
const services = {
  databaseUrl: inject('databaseUrl'),
  temporalAddress: inject('temporalAddress'),
};

const wholes = new Map<Scenario, Promise<Verdict>>();
function wholeVerdict(scenario: Scenario): Promise<Verdict> {
  const verdict = wholes.get(scenario) ?? playWhole(services, scenario);
  wholes.set(scenario, verdict);
  return verdict;
}

describe.concurrent.each(defects)('$name', (defect) => {
  test(
    'its scenario is green without it',
    async ({ expect }) => {
      expect(await wholeVerdict(defect.scenario)).toMatchObject({
        doubled: [],
        lost: [],
        adopted: [],
        unsettled: [],
        unreported: [],
      });
    },
    longestTestMs,
  );

  test(
    'and red with it',
    async ({ expect }) => {
      const verdict = await playDefect(services, defect);
      expect(verdict[defect.shows]).not.toEqual([]);
      expect(isKept(verdict)).toBe(false);
    },
    longestTestMs,
  );
});

test('a patch that no longer fits the source says so', async ({ expect }) => {
  const patch = { file: 'activities/run-step.ts', find: 'no such text', replace: '' };
  await expect(plant([patch])).rejects.toThrow(/no longer fits: activities\/run-step.ts/);
});
