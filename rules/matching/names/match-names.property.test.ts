import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchOrganizations } from '../organizations/match-organizations.ts';
import { organization } from '../organizations/test-account.ts';
import { matchNames } from './match-names.ts';
import { sameNumbers } from './numbers.ts';
import { type NamedItem, type NameProfile, profileOf } from './profile.ts';

// Few words, so that namesakes, other numbers and other legal forms come up all the time.
const word = fc.constantFrom(
  'Birch',
  'Creek',
  'creek',
  'The',
  '&',
  'Mfg',
  'Manufacturing',
  '1',
  '12',
  '2',
  '012',
);
const form = fc.constantFrom('', '', ' Inc', ' LLC', ' GmbH', ', Inc.', ' (Boise)', '-');
const name = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom(' ', '-', ''), form)
  .map(([words, between, end]) => `${words.join(between)}${end}`);

const named = (prefix: string) =>
  fc
    .array(name, { maxLength: 8 })
    .map((names) => names.map((one, at): NamedItem => ({ id: `${prefix}${at}`, name: one })));

const world = fc.record({ sources: named('s'), pool: named('d') });

const profiles = (items: readonly NamedItem[]) =>
  new Map(items.map((item) => [item.id, profileOf(item)]));

/** Those that share a wide key and are not set apart by the legal form that both of the pair write. */
function namesakes(all: Iterable<NameProfile>, one: NameProfile): NameProfile[] {
  return [...all].filter(
    ({ keys, legalClasses }) =>
      (keys.k3 === one.keys.k3 || keys.k4 === one.keys.k4) &&
      (one.legalClasses.size === 0 || [...legalClasses].some((form) => one.legalClasses.has(form))),
  );
}

describe('matching names, whatever the names', () => {
  test('the order of sources and destinations never changes the outcome', () => {
    const shuffled = world.chain(({ sources, pool }) =>
      fc.record({
        sources: fc.constant(sources),
        pool: fc.constant(pool),
        otherSources: fc.shuffledSubarray(sources, { minLength: sources.length }),
        otherPool: fc.shuffledSubarray(pool, { minLength: pool.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ sources, pool, otherSources, otherPool }) => {
        const other = new Map(matchNames(otherSources, otherPool).map((one) => [one.id, one]));
        for (const one of matchNames(sources, pool)) expect(other.get(one.id)).toEqual(one);
      }),
    );
  });

  test('an automatic match is unique on the third and fourth key, on both sides', () => {
    fc.assert(
      fc.property(world, ({ sources, pool }) => {
        const [here, there] = [profiles(sources), profiles(pool)];
        for (const { id, auto } of matchNames(sources, pool)) {
          if (auto === null) continue;
          const [source, destination] = [here.get(id), there.get(auto)];
          if (source === undefined || destination === undefined) throw new Error('an unknown id');
          expect(namesakes(here.values(), source)).toEqual([source]);
          expect(namesakes(there.values(), destination)).toEqual([destination]);
        }
      }),
    );
  });

  test('the numbers of an automatic match are the same', () => {
    fc.assert(
      fc.property(world, ({ sources, pool }) => {
        const [here, there] = [profiles(sources), profiles(pool)];
        for (const { id, auto } of matchNames(sources, pool)) {
          if (auto === null) continue;
          const numbers = [here.get(id)?.numbers ?? ['?'], there.get(auto)?.numbers ?? []] as const;
          expect(sameNumbers(...numbers)).toBe(true);
        }
      }),
    );
  });

  test('an automatic match is the first candidate, and scores are in order, 0 to 1', () => {
    fc.assert(
      fc.property(world, ({ sources, pool }) => {
        for (const { auto, candidates } of matchNames(sources, pool)) {
          const scores = candidates.map(({ score }) => score);
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
          for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
          if (auto !== null) expect(candidates[0]?.id).toBe(auto);
        }
      }),
    );
  });

  test('a rejected pair is never matched by rule, nor suggested', () => {
    fc.assert(
      fc.property(world, ({ sources, pool }) => {
        const apart = matchNames(sources, pool).flatMap(({ id, auto }) =>
          auto === null ? [] : [{ sourceId: id, destinationId: auto }],
        );
        const verdicts = matchOrganizations({
          sources: sources.map((source) => ({ ...source, autotaskCompanyId: null })),
          organizations: pool.map(({ id, name }) => organization(id, name)),
          matches: [],
          ignored: new Set(),
          apart,
          agreements: [],
        });
        for (const { sourceId, destinationId } of apart) {
          const verdict = verdicts.find((one) => one.sourceId === sourceId);
          expect(verdict?.state).not.toBe('matched-by-rule');
          expect(verdict?.suggestions.map(({ id }) => id)).not.toContain(destinationId);
        }
      }),
    );
  });

  test('any text at all is taken', () => {
    const anything = fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 5 });
    fc.assert(
      fc.property(anything, anything, (sources, pool) => {
        const items = (names: string[]) => names.map((one, at) => ({ id: String(at), name: one }));
        expect(matchNames(items(sources), items(pool))).toHaveLength(sources.length);
      }),
    );
  });
});
