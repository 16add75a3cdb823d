import { describe, expect, test } from 'vitest';
import { matchNames, type RankedNames } from './match-names.ts';

/** What comes of one name among others, whose ids are their places from 1. */
function ranked(name: string, ...others: string[]): RankedNames {
  const pool = others.map((other, at) => ({ id: String(at + 1), name: other }));
  const [result] = matchNames([{ id: 's', name }], pool);
  if (result === undefined) throw new Error('no source, no result');
  return result;
}

const first = (name: string, ...others: string[]) => ranked(name, ...others).candidates[0];

describe('reasons, in words', () => {
  test.each([
    ['Café Zoë', 'CAFE ZOE', 'same letters and digits'],
    ["Pat 'S Place", 'Pats Place', 'same letters and digits'],
    ['U.S. Birch', 'US Birch', 'same letters and digits'],
    ['Straße & Söhne', 'Strasse Sohne', 'same letters and digits, apart from “and” and “the”'],
    ['Hollow Creek', 'Hollow Creek, Inc.', 'same apart from the legal form'],
    ['Hollow Creek', 'Hollow Creek GmbH & Co. KG', 'same apart from the legal form'],
    ['Birch Unit 7', 'Birch Unit 007', 'same apart from the legal form'],
    ['Birch Intl Mfg', 'Birch International Manufacturing', 'same with abbreviations written out'],
    ['Dental Birch', 'Birch Dental', 'same words in another order'],
    ['Birch Labs', 'Birch Labs (Canada)', 'same apart from what stands in brackets'],
    ['Quarry', 'Birch LLC dba Quarry', 'one of the two names it goes by is the same'],
    ['NWRH', 'North Woods Regional Hospital', 'one is an acronym of the other'],
    ['North Woods Regional Hospital', 'NWRH', 'one is an acronym of the other'],
    [
      'NWC Foundation',
      'North Woods College Foundation',
      'a word of one is the initials of words of the other',
    ],
    ['Hollow Creek', 'Hollow Creek Family Dental', 'every word of one name is in the other'],
    ['Hollow Creek Dentistry', 'Holow Creek Dentistry', 'nearly the same words'],
  ])('“%s” and “%s”: %s', (name, other, reason) => {
    expect(first(name, other, 'Bright Meadow', 'Quick Stop Foods')).toMatchObject({
      id: '1',
      reasons: [reason],
    });
  });

  test('what speaks against it is said too', () => {
    expect(first('Birch Nine #12', 'Birch Nine #13')?.reasons).toContain(
      'the numbers differ (12; 13)',
    );
    expect(first('Birch Bank AG', 'Birch Bank GmbH')?.reasons).toContain(
      'the legal forms differ (ag; gmbh)',
    );
  });
});

describe('scores', () => {
  test('a stricter key is ahead of a wider one, and any key of mere likeness', () => {
    const { candidates } = ranked(
      'The Birch Mfg Co',
      'Birch Mfg of the North',
      'Birch Manufacturing (Boise)',
      'Birch Manufacturing',
      'Birch Mfg, Inc.',
      'Birch Mfg Co',
      'THE BIRCH MFG CO',
    );
    expect(candidates.map(({ id }) => id)).toEqual(['6', '5', '4', '3', '2', '1']);
  });

  test('Inc, Corp and Co count as equal; AG and GmbH do not', () => {
    const equal = first('Birch Inc', 'Birch Corp')?.score ?? 0;
    expect(equal).toBeGreaterThan(first('Birch AG', 'Birch GmbH')?.score ?? 0);
  });

  test('equal scores are in the order of names, then of ids', () => {
    const { candidates } = ranked('Birch', 'BIRCH', 'Birch', 'Birch', 'BIRCH');
    expect(candidates.map(({ id }) => id)).toEqual(['1', '4', '2', '3']);
  });

  test('up to 20 candidates', () => {
    const others = Array.from({ length: 30 }, (_, at) => `Birch Branch ${at + 1}`);
    expect(ranked('Birch Branch', ...others).candidates).toHaveLength(20);
  });
});

describe('automatic', () => {
  test.each([
    ['Hollow Creek', ['Hollow Creek', 'Hollow Creek Inc'], null],
    ['Hollow Creek Inc', ['Hollow Creek Inc.', 'Hollow Creek Corp'], null],
    // Both write the form that the other has not.
    ['Hollow Creek Inc', ['Hollow Creek Inc.', 'Hollow Creek'], '1'],
    ['Birch Bank AG', ['Birch Bank GmbH', 'Birch Bank AG'], '2'],
    ['Hollow Mfg', ['Hollow Mfg', 'Hollow Manufacturing'], null],
    ['Unit 1 12', ['Unit 11 2'], null],
    ['The Gap', ['Gap'], null],
    ['Gap', ['GAP'], '1'],
    ['Warehouse', ['Warehouse'], null],
    ['!!!', ['???'], null],
    ['日本サービス', ['日本サービス', '日本サーヒス'], '1'],
  ])('“%s” among %j: %s', (name, others, auto) => {
    expect(ranked(name, ...others).auto).toBe(auto);
  });
});
