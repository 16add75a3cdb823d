import { describe, expect, test } from 'vitest';
import { callsOf, planMinutes } from './plan-calls.ts';
import type { PlanItem } from './plan-types.ts';

const items = (count: number, kind: PlanItem['kind']) =>
  Array.from({ length: count }, () => ({ kind }));

describe('How long a plan takes, at 90 % of the vendors’ limits', () => {
  test('as long as the longest queue, rounded up to whole minutes', () => {
    expect(planMinutes([])).toBe(0);
    expect(planMinutes(items(1, 'associate'))).toBe(1);
    // 27 moves a minute.
    expect(planMinutes(items(27, 'move'))).toBe(1);
    expect(planMinutes(items(28, 'move'))).toBe(2);
    // One write a site: 90 a minute; five calls to GravityZone: 540 a minute.
    expect(planMinutes(items(90, 'create-company'))).toBe(1);
    expect(planMinutes(items(91, 'create-company'))).toBe(2);
    expect(planMinutes([...items(90, 'create-company'), ...items(55, 'move')])).toBe(3);
  });

  test('a move calls GravityZone alone', () => {
    expect(callsOf({ kind: 'move' })).toEqual({ gravityzone: 3, dattoRmm: 0 });
  });

  test('what is missing yet decides what finishing takes', () => {
    expect(callsOf({ kind: 'complete', missing: ['package', 'variable'] }).gravityzone).toBe(3);
    expect(callsOf({ kind: 'complete', missing: ['variable'] }).gravityzone).toBe(1);
  });
});
