import { describe, expect, test } from 'vitest';
import { judgeReading } from './evidence.ts';
import type { Reading } from './evidence.ts';

const judge = (over: Partial<Reading>) =>
  judgeReading('sites', {
    complete: true,
    identityMatches: true,
    count: 100,
    lastCompleteCounts: [],
    ...over,
  });

describe('Evidence: a listing that is partial, failed, shrunken or read with a changed identity proves nothing', () => {
  test('a whole first reading proves what it holds', () => {
    expect(judge({})).toEqual({ proves: true });
  });

  test('partial or failed', () => {
    expect(judge({ complete: false })).toMatchObject({ proves: false, code: 'partial' });
  });

  test('read with a changed identity', () => {
    const verdict = judge({ identityMatches: false });
    expect(verdict).toMatchObject({ proves: false, code: 'identity-changed' });
  });

  test('empty, even if it is the first reading or all before were empty', () => {
    expect(judge({ count: 0 })).toMatchObject({ proves: false, code: 'empty' });
    const verdict = judge({ count: 0, lastCompleteCounts: [0, 0, 0] });
    expect(verdict).toMatchObject({ proves: false, code: 'empty' });
  });

  test('shrunken: under 80 % of the median of the last five complete ones', () => {
    const lastCompleteCounts = [100, 90, 110, 300, 1];
    expect(judge({ count: 80, lastCompleteCounts })).toEqual({ proves: true });
    expect(judge({ count: 79, lastCompleteCounts })).toMatchObject({ code: 'shrunken' });
  });

  test('the median is of as many of the last five as there are, and of no more', () => {
    expect(judge({ count: 79, lastCompleteCounts: [100] })).toMatchObject({ code: 'shrunken' });
    expect(judge({ count: 88, lastCompleteCounts: [100, 110] })).toEqual({ proves: true });
    expect(judge({ count: 87, lastCompleteCounts: [100, 110] })).toMatchObject({
      code: 'shrunken',
    });
    // A second look at a shrunken listing, soon after connecting.
    expect(judge({ count: 700, lastCompleteCounts: [700, 1_000] })).toMatchObject({
      code: 'shrunken',
    });
    const newestFirst = [50, 50, 50, 50, 50, 900, 900, 900, 900, 900, 900];
    expect(judge({ count: 50, lastCompleteCounts: newestFirst })).toEqual({ proves: true });
  });

  test('the sentence says what came and what to do', () => {
    const verdict = judge({ count: 10, lastCompleteCounts: [100] });
    expect(verdict).toHaveProperty('sentence', expect.stringContaining('shrunk to 10, under 80 %'));
  });
});
