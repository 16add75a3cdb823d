import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Switches } from '../../sandbox/switches/switches.ts';
import { openScene, type Scene } from './scene.ts';
import { tryOut, type Settings } from './switch-trial.ts';

/*
 * Every behaviour that the vendors' pages leave open, in each of its settings. The settings are
 * tried out together, the first of each switch, then the second, and so on; only where that fails
 * is each tried out by itself, to tell which it was.
 */

/** A kit that is never built leaves every association unfinished: runs.test.ts has that. */
const endless = { name: 'gravityzone.kitBuild', value: 'never' };

const switches = new Switches().list().map(({ name, settings }) => ({
  name,
  settings: settings.filter((value) => name !== endless.name || value !== endless.value),
}));
const roundCount = Math.max(...switches.map(({ settings }) => settings.length));
const rounds: Settings[] = Array.from({ length: roundCount }, (_, round) =>
  Object.fromEntries(
    switches.map(({ name, settings }) => [name, settings[round] ?? settings[0] ?? '']),
  ),
);
const each = switches.flatMap(({ name, settings }) =>
  settings.map((value, round) => ({ name, value, round })),
);

let scene: Scene;
let outcomes: string[][] = [];

beforeAll(async () => {
  scene = await openScene();
  scene.install.environment['SITESYNC_WRITE_SEND_WINDOW_MS'] = '1000';
  await scene.install.startWorker();
  outcomes = await Promise.all(rounds.map((settings) => tryOut(scene, settings)));
});
afterAll(() => scene.close());

describe('whatever the vendors do where their pages are silent, a sync comes to the same end', () => {
  test.each(rounds.map((_, round) => round))('in combination %i', (round) => {
    expect(outcomes[round]).toEqual([]);
  });

  test.each(each)('$name: $value', async ({ name, value, round }) => {
    if (outcomes[round]?.length === 0) return;
    expect(await tryOut(scene, { [name]: value })).toEqual([]);
  });
});
