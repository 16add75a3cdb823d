import { describe, expect, inject, test } from 'vitest';
import { defects } from './defects.ts';
import { playDefect, playWhole } from './run-scenario.ts';

const longestTestMs = 300_000;
const services = {
  databaseUrl: inject('databaseUrl'),
  temporalAddress: inject('temporalAddress'),
};

test(
  'the scenarios of all defects are green without them',
  async () => {
    const wholes = await playWhole(
      services,
      defects.map(({ scenario }) => scenario),
    );
    for (const { name, scenario } of defects) {
      expect({ name, disagreements: wholes.get(scenario) }).toEqual({ name, disagreements: [] });
    }
  },
  longestTestMs,
);

describe.concurrent('with a defect', () => {
  test.each(defects)(
    '$name: red',
    async (defect) => {
      const disagreements = await playDefect(services, defect);
      expect(disagreements.join('\n')).toMatch(defect.shows);
    },
    longestTestMs,
  );
});
