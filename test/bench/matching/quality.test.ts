import { describe, expect, test } from 'vitest';
import type { DevelopmentSet } from './development-sets.ts';
import { qualityOf } from './quality.ts';

const set: DevelopmentSet = {
  name: 'two',
  sources: [
    { id: 'a', name: 'A', dest: '1' },
    { id: 'b', name: 'B', dest: '' },
  ],
  pool: ['1', '2', '3', '4'].map((id) => ({ id, name: id })),
};

const first = (scores: (number | undefined)[]) =>
  qualityOf(set, { scores: [scores, [9, 9, 9, 9]] });

describe('the score of a ranking', () => {
  test('counts sources with an answer only', () => {
    expect(first([4, 3, 2, 1])).toMatchObject({ first: 1, reciprocalRank: 1 });
    expect(first([3, 4, 2, 1])).toMatchObject({ first: 0, reciprocalRank: 0.5 });
  });

  test('counts equal scores at their expected value', () => {
    expect(first([4, 4, 2, 1])).toMatchObject({ first: 0.5, reciprocalRank: 0.75 });
    expect(first([4, 4, 4, 4]).first).toBe(0.25);
  });

  test('an answer that is no candidate is worth nothing', () => {
    expect(first([undefined, 4, 2, 1])).toMatchObject({ first: 0, reciprocalRank: 0 });
  });

  test('a match is wrong where there is no answer', () => {
    const scores = [[4], [4]];
    expect(qualityOf(set, { scores, automatic: ['1', null] })).toMatchObject({
      automaticRight: 1,
      automaticWrong: 0,
    });
    expect(qualityOf(set, { scores, automatic: ['2', '1'] })).toMatchObject({
      automaticRight: 0,
      automaticWrong: 2,
    });
  });
});
