import { beforeEach, describe, expect, test } from 'vitest';
import { createDattoRmmActivities } from './datto-rmm/activities.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { createGravityzoneActivities } from './gravityzone/activities.ts';
import { createItglueActivities } from './itglue/activities.ts';
import { createRecordsActivities } from './records/activities.ts';
import { createWay, precedenceOf, type Precedence, type Way } from './way.ts';

/** A clock that goes on only when the test says so. */
class HandClock {
  #nowMs = 0;
  #sleepers: { untilMs: number; wake: () => void }[] = [];

  now(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((wake, reject) => {
      signal.addEventListener('abort', () => reject(new Error('ended')));
      this.#sleepers.push({ untilMs: this.#nowMs + ms, wake });
    });
  }

  async goTo(ms: number): Promise<void> {
    this.#nowMs = ms;
    for (const { untilMs, wake } of this.#sleepers) if (untilMs <= ms) wake();
    await new Promise(setImmediate);
  }
}

let clock: HandClock;
let way: Way;
let resumed: string[];
const { signal } = new AbortController();

beforeEach(() => {
  clock = new HandClock();
  way = createWay(clock);
  resumed = [];
});

/** A step that has read 2,500 records, a second's share of all devices. */
const read = (who: string) => way.giveWay('second', 2_500, signal).then(() => resumed.push(who));

/** A step that is at work until the test ends it. */
function atWork(precedence: Precedence) {
  const step = Promise.withResolvers<void>();
  return { ended: way.take(precedence, () => step.promise), end: step.resolve, fail: step.reject };
}

describe('a step that gives way', () => {
  test('goes on at once while nobody else is at work', async () => {
    await way.giveWay('second', 20_000, signal);
    expect(clock.now()).toBe(0);
  });

  test('waits for its share while a step that goes first is at work, and no longer', async () => {
    atWork('first');
    void read('devices');
    await clock.goTo(999);
    expect(resumed).toEqual([]);
    await clock.goTo(1_000);
    expect(resumed).toEqual(['devices']);
  });

  test('shares with all of its precedence', async () => {
    atWork('first');
    void read('devices of one site');
    void read('devices of another');
    await clock.goTo(1_000);
    expect(resumed).toEqual(['devices of one site']);
    await clock.goTo(2_000);
    expect(resumed).toEqual(['devices of one site', 'devices of another']);
  });

  test('waits for those before it, and not for those that come after', async () => {
    atWork('second');
    atWork('last');
    await read('devices');
    expect(resumed).toEqual(['devices']);
    // A fifth of the devices' share: nothing waits for it.
    void way.giveWay('last', 500, signal).then(() => resumed.push('configurations'));
    await clock.goTo(999);
    expect(resumed).toEqual(['devices']);
    await clock.goTo(1_000);
    expect(resumed).toEqual(['devices', 'configurations']);
  });

  test('still waits when the next step of a workflow is about to begin', async () => {
    const first = atWork('first');
    first.end();
    await first.ended;
    await clock.goTo(250);
    void read('devices');
    await clock.goTo(1_249);
    expect(resumed).toEqual([]);
    await clock.goTo(1_250);
    expect(resumed).toEqual(['devices']);
  });

  test.each(['end', 'fail'] as const)(
    'goes on at once when those at work are through: %s',
    async (how) => {
      const first = atWork('first');
      first[how]();
      await first.ended.catch(() => undefined);
      await clock.goTo(251);
      await read('devices');
      expect(resumed).toEqual(['devices']);
    },
  );

  test('ends with the reason that it is ended for', async () => {
    const attempt = new AbortController();
    atWork('first');
    const waiting = way.giveWay('second', 2_500, attempt.signal);
    attempt.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });
});

test('a step gives what it gives, and fails as it fails', async () => {
  await expect(way.take('first', () => Promise.resolve(7))).resolves.toBe(7);
  await expect(way.take('first', () => Promise.reject(new Error('refused')))).rejects.toThrow(
    'refused',
  );
});

test('of all steps these come later', () => {
  const none = {} as ActivityDependencies;
  const steps = Object.keys({
    ...createDattoRmmActivities(none),
    ...createGravityzoneActivities(none),
    ...createItglueActivities(none),
    ...createRecordsActivities(none),
  });
  const of = (precedence: Precedence) => steps.filter((one) => precedenceOf(one) === precedence);
  expect(of('second').toSorted()).toEqual(['readAudits', 'readDevices']);
  expect(of('last').toSorted()).toEqual(['matchRun', 'planItglue', 'readConfigurations']);
});
