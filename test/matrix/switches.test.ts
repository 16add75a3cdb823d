import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  eventTitles,
  eventTypes,
  type EventType,
} from '../../rules/gravityzone/events/event-types.ts';
import { quick } from '../harness/install.ts';
import { openScene, type Scene } from '../sync/scene.ts';
import { mostColumn, type Finding } from './case-types.ts';
import { findings, type FindingName } from './cases.ts';
import { decisions } from './decisions.ts';
import { inTurn } from './play-in-turn.ts';
import { expectedOfDecision, playDecisions } from './play-decisions.ts';
import { expectedOf, playRuns, rateScale } from './play-runs.ts';
import { bearings, rounds, tried } from './switch-cases.ts';

/*
 * The matrix with vendors that behave otherwise, at Automatic inventory synchronization with handling
 * Automatic, where a run may do most. The first setting of each switch is the matrix's own.
 */

const [level, handling] = ['automatic', 'automatic'] as const;
/** All that is or may become an event, and every action, with the variants that vendors bear on. */
const found = (Object.keys(findings) as FindingName[]).filter((name) =>
  eventTypes.some((type) => isAbout(findings[name], type)),
);
const acted = Object.entries(decisions)
  .filter(([, { action, says, otherwise }]) => action !== 'ignore' && (says ?? otherwise))
  .map(([id]) => id);

let scene: Scene;
let runs: ReturnType<typeof playRuns>[];
let decided: ReturnType<typeof playDecisions>[];

beforeAll(async () => {
  scene = await openScene({ ...quick, rateScale });
  await scene.install.startWorker();
  const turn = inTurn(4);
  runs = rounds.map((switches) =>
    turn(() => playRuns(scene, level, handling, found, { switches })),
  );
  decided = rounds.map((switches) =>
    turn(() => playDecisions(scene, level, handling, acted, switches)),
  );
  await Promise.allSettled([...runs, ...decided]);
}, 600_000);
afterAll(() => scene.close());

/** Whether a finding is the event, or becomes it where vendors behave otherwise. */
function isAbout({ event, otherwise }: Finding, type: EventType): boolean {
  return event === type || otherwise?.some((one) => one.event === type) === true;
}

const cases = tried
  .filter(({ first }) => !first)
  .flatMap(({ name, value, round }) =>
    (bearings[name] ?? []).map((type) => ({ name, value, round, type, title: eventTitles[type] })),
  );

describe('whatever the vendors do where their pages are silent', () => {
  test('every setting is tried', () => {
    expect(tried.filter(({ first, round }) => !first && round === -1)).toEqual([]);
  });

  test.each(cases)('$name: $value ($title)', async ({ round, type }) => {
    const settings = rounds[round];
    const run = await runs[round];
    for (const name of found) {
      if (!isAbout(findings[name], type)) continue;
      expect(run?.seen.get(name), name).toMatchObject(expectedOf(name, mostColumn, settings));
    }
    const operator = await decided[round];
    for (const id of acted) {
      const finding = decisions[id]?.finding;
      if (!finding || !isAbout(findings[finding], type)) continue;
      const expected = expectedOfDecision(id, level, handling, settings);
      expect(operator?.seen.get(id), id).toEqual(expected);
    }
  });

  test.each(rounds.map((_, round) => round))('nothing else has an effect (%i)', async (round) => {
    expect((await runs[round])?.besides).toEqual([]);
    expect((await decided[round])?.besides).toEqual([]);
  });
});
