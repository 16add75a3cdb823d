import { describe, expect, test } from 'vitest';
import {
  acronymSet,
  type DevelopmentSet,
  readSet,
  setNames,
  setsAreIn,
  usualFolder,
} from './development-sets.ts';
import { type Quality, qualityOf } from './quality.ts';
import { rankBySitesync } from './rank-by-sitesync.ts';

/** Rankings that are worse than these were made worse: each is a little under what is measured. */
const floors: Readonly<Record<string, number>> = {
  'chicago-dba': 0.65,
  'chicago-legal': 0.435,
  'us-listed': 0.96,
  'ror-alias': 0.82,
  [acronymSet]: 0.78,
};

describe.skipIf(!setsAreIn(usualFolder))(
  `the development sets (skipped where they are not in ${usualFolder})`,
  async () => {
    const sets: DevelopmentSet[] = [];
    if (setsAreIn(usualFolder))
      for (const name of setNames) sets.push(await readSet(usualFolder, name));
    const qualities = new Map<string, Quality>();
    const quality = (name: string): Quality => {
      const set = sets.find((one) => one.name === name);
      const known =
        qualities.get(name) ??
        qualityOf(set as DevelopmentSet, rankBySitesync(set as DevelopmentSet));
      qualities.set(name, known);
      return known;
    };

    test.each(setNames)('%s: the right suggestion comes first often enough', (name) => {
      expect(quality(name).first).toBeGreaterThan(floors[name] ?? 1);
    });

    test('the mean of those without acronyms is above 0.719', () => {
      const firsts = setNames
        .filter((name) => name !== acronymSet)
        .map((name) => quality(name).first);
      expect(firsts.reduce((sum, one) => sum + one, 0) / firsts.length).toBeGreaterThan(0.719);
    });

    test('at least 229 automatic matches are right, and at most 1 is wrong', () => {
      const all = setNames.map(quality);
      const sum = (of: (one: Quality) => number) => all.reduce((total, one) => total + of(one), 0);
      expect(sum(({ automaticRight }) => automaticRight)).toBeGreaterThanOrEqual(229);
      expect(sum(({ automaticWrong }) => automaticWrong)).toBeLessThanOrEqual(1);
    });
  },
);
