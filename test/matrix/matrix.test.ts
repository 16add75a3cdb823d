import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { levelTitles } from '../../rules/gravityzone/settings.ts';
import { quick } from '../harness/install.ts';
import { openScene, type Scene } from '../sync/scene.ts';
import { columns } from './case-types.ts';
import { findingsIn, type FindingName } from './cases.ts';
import { decisionsIn } from './decisions.ts';
import { inTurn } from './play-in-turn.ts';
import { expectedOfDecision, playDecisions } from './play-decisions.ts';
import { expectedFrom, expectedOf, playRuns, rateScale } from './play-runs.ts';
import { prefixCases } from './prefix-cases.ts';

/*
 * Every event, at every level and handling, with every action: from the change at the vendors to
 * what they have in the end. One sandbox for each level and handling, each case on its own site.
 */

type Promised<Play extends (...given: never[]) => unknown> = ReturnType<Play>[];

let scene: Scene;
let runs: Promised<typeof playRuns>;
let decided: Promised<typeof playDecisions>;
let prefixed: Promised<typeof playRuns>;

beforeAll(async () => {
  scene = await openScene({ ...quick, rateScale });
  await scene.install.startWorker();
  const turn = inTurn(4);
  runs = columns.map(([level, handling], column) =>
    turn(() => playRuns(scene, level, handling, findingsIn(column))),
  );
  decided = columns.map(([level, handling], column) =>
    turn(() => playDecisions(scene, level, handling, decisionsIn(column))),
  );
  prefixed = Object.values(prefixCases).map(({ settings: prefix, findings }) => {
    const names = Object.keys(findings) as FindingName[];
    return turn(() => playRuns(scene, 'automatic', 'automatic', names, { prefix }));
  });
  await Promise.allSettled([...runs, ...decided, ...prefixed]);
}, 600_000);
afterAll(() => scene.close());

describe.each(columns.map(([level, handling], column) => ({ level, handling, column })))(
  '$level, handling $handling',
  ({ level, handling, column }) => {
    describe(`a run at “${levelTitles[level]}” with handling ${handling}`, () => {
      test.each(findingsIn(column))('%s', async (name) => {
        const played = await runs[column];
        expect(played?.seen.get(name)).toMatchObject(expectedOf(name, column));
      });

      test('has no effect and raises no event besides', async () => {
        expect((await runs[column])?.besides).toEqual([]);
      });
    });

    describe(`an operator at “${levelTitles[level]}” with handling ${handling}`, () => {
      test.each(decisionsIn(column))('%s', async (id) => {
        const played = await decided[column];
        expect(played?.seen.get(id)).toEqual(expectedOfDecision(id, level, handling));
      });

      test('has no effect besides', async () => {
        expect((await decided[column])?.besides).toEqual([]);
      });
    });
  },
);

describe.each(Object.entries(prefixCases).map(([title, one], index) => ({ title, index, ...one })))(
  'a run with a prefix used $title',
  ({ index, findings }) => {
    test.each(Object.entries(findings))('%s', async (name, outcome) => {
      const played = await prefixed[index];
      expect(played?.seen.get(name as FindingName)).toMatchObject(expectedFrom(outcome));
    });

    test('has no effect besides', async () => {
      expect((await prefixed[index])?.besides).toEqual([]);
    });
  },
);
