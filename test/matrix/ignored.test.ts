import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { event } from '../../db/schema/index.ts';
import { quick } from '../harness/install.ts';
import { openScene, type Msp, type Scene } from '../sync/scene.ts';
import type { Finding } from './case-types.ts';
import { findings, type FindingName } from './cases.ts';
import { decisions } from './decisions.ts';
import type { Hands } from './hands.ts';
import { endOf, runSeen } from './observe.ts';
import { decide, eventOf } from './play-decisions.ts';
import { rateScale } from './play-runs.ts';
import { place, settings, type Placed } from './place.ts';

/*
 * Every event, ignored twice while runs handle what they may: then a person ends it, or its facts
 * change.
 */

/** The decision that ends each of the six. */
const ends = {
  'name-unusable': 'create with a given name',
  'company-moved': 'move',
  'company-hidden': 'recreate with a given name, of a company out of sight',
  'company-of-its-name': 'associate (Association missing)',
  'company-of-prefix-and-name': 'rename-to-site',
  'site-deleted': 'delete-company',
} satisfies Partial<Record<FindingName, keyof typeof decisions>>;

/** Other facts of the same event, for those that a run handles. */
const otherFacts = {
  'company-moved': async (hands: Hands, { name }: Placed) => {
    const companyId = await hands.companyId(name);
    await hands.do('gravityzone.moveCompany', { companyId, newParentId: hands.secondPartnerId });
  },
  'company-hidden': async (hands: Hands, { name }: Placed) => {
    await hands.do('gravityzone.deleteCompany', { companyId: await hands.companyId(name) });
  },
  'company-of-its-name': async (hands: Hands, { name }: Placed) => {
    await hands.do('gravityzone.deleteCompany', { companyId: await hands.companyId(name) });
    await hands.createCompany(name);
  },
  'company-of-prefix-and-name': async (hands: Hands, { name }: Placed) => {
    const prefixed = `New ${name}`;
    await hands.do('gravityzone.deleteCompany', { companyId: await hands.companyId(prefixed) });
    await hands.createCompany(prefixed);
  },
} satisfies Partial<Record<FindingName, unknown>>;

const ended = Object.keys(ends) as (keyof typeof ends)[];
const changed = Object.keys(otherFacts) as (keyof typeof otherFacts)[];

type EventRow = typeof event.$inferSelect;

let scene: Scene;
let msp: Msp;
let hands: Hands;
let placed: Placed[];
/** The events after each run. */
const after: Map<string, EventRow>[] = [];
const effects: Map<string, string[]>[] = [];

beforeAll(async () => {
  scene = await openScene({ ...quick, rateScale });
  await scene.install.startWorker();
  msp = await scene.msp({ sites: 1, rateScale });
  ({ placed, hands } = await place(msp, [
    ...ended.map((finding) => [`${finding}, decided`, finding] as const),
    ...changed.map((finding) => [`${finding}, changed`, finding] as const),
  ]));
  await msp.settings({ ...settings, handling: 'manual' });
  await run();
  await msp.settings(settings);
  await ignoreAll();
  await run();
  await ignoreAll();
  await run();
  for (const finding of ended) {
    const decision = decisions[ends[finding]];
    if (decision) await decide(scene, msp, of(finding, 'decided'), decision);
  }
  for (const finding of changed) await otherFacts[finding](hands, of(finding, 'changed'));
  await run();
  await run();
}, 400_000);
afterAll(() => scene.close());

async function run(): Promise<void> {
  const seen = await runSeen(msp, await msp.sync(), placed);
  effects.push(new Map(placed.map((one) => [one.id, seen(one).effects])));
  after.push(
    new Map(
      await Promise.all(placed.map(async (one) => [one.id, await eventOf(msp, one)] as const)),
    ),
  );
}

async function ignoreAll(): Promise<void> {
  const ignore = { choice: () => ({ do: 'ignore' as const }) };
  await Promise.all(placed.map((one) => decide(scene, msp, one, ignore)));
}

function of(finding: FindingName, how: 'decided' | 'changed'): Placed {
  const found = placed.find(({ id }) => id === `${finding}, ${how}`);
  if (!found) throw new Error(`${finding} was not placed`);
  return found;
}

describe.each(ended)('an ignored event (%s)', (finding) => {
  const id = `${finding}, decided`;
  const row = (run: number) => after[run]?.get(id);

  test('is raised again by the next run, with its count and its first sight', () => {
    const [first, second, third] = [row(0), row(1), row(2)];
    expect([first, second, third].map((one) => one?.state)).toEqual(['open', 'open', 'open']);
    expect([first, second, third].map((one) => one?.occurrences)).toEqual([1, 2, 3]);
    expect(second?.firstSeenAt).toEqual(first?.firstSeenAt);
    expect(third?.firstSeenAt).toEqual(first?.firstSeenAt);
  });

  test('is not handled by a run while the facts are those that were ignored', () => {
    expect([effects[1]?.get(id), effects[2]?.get(id)]).toEqual([[], []]);
    expect(row(2)?.factsHash).toBe(row(2)?.ignoredFactsHash);
    expect(row(2)?.waits).toBeTruthy();
  });

  test('ends by a primary action', async () => {
    const decision = decisions[ends[finding]];
    expect([row(3)?.state, row(4)?.state]).toEqual(['handled', 'handled']);
    expect([effects[3]?.get(id), effects[4]?.get(id)]).toEqual([[], []]);
    expect(await endOf(msp, hands, of(finding, 'decided'))).toEqual(decision?.end);
  });
});

describe.each(changed)('an ignored event whose facts change (%s)', (finding) => {
  test('is handled by a run again', async () => {
    const id = `${finding}, changed`;
    const { handled } = findings[
      finding === 'company-hidden' ? 'company-deleted' : finding
    ] as Finding;
    expect(after[4]?.get(id)?.state).toBe('handled');
    expect([...(effects[3]?.get(id) ?? []), ...(effects[4]?.get(id) ?? [])]).toEqual(
      handled?.effects,
    );
    expect(await endOf(msp, hands, of(finding, 'changed'))).toEqual(handled?.end);
  });
});
