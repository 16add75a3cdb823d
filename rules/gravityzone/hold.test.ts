import { describe, expect, test } from 'vitest';
import { judgeHold } from './hold.ts';
import type { JudgedAction } from './hold.ts';
import { defaultGravityzoneSettings } from './settings.ts';

const actions = (count: number, effect: JudgedAction['effect']): JudgedAction[] =>
  Array.from({ length: count }, (_, n) => ({ factsHash: `${effect} ${n}`, effect }));

const judge = (
  todo: JudgedAction[],
  associations: number,
  allowed: string[] = [],
  settings = defaultGravityzoneSettings(),
) => judgeHold({ actions: todo, associations, settings, allowed: new Set(allowed) });

describe('Hold: a run’s automatic actions are judged together before the first write', () => {
  test('more than 10 companies to be created or associated are held', () => {
    expect(judge(actions(10, 'adds'), 0).held).toBe(false);
    const verdict = judge(actions(11, 'adds'), 0);
    expect(verdict).toMatchObject({ held: true, go: [], numbers: { adds: 11, mostAdds: 10 } });
    expect(verdict).toHaveProperty(
      'sentence',
      expect.stringContaining('would create or associate 11'),
    );
  });

  test('10 % of the tenant’s associations, if that is larger', () => {
    expect(judge(actions(20, 'adds'), 209).held).toBe(false);
    expect(judge(actions(21, 'adds'), 209).held).toBe(true);
  });

  test('the limit is settable', () => {
    const settings = { ...defaultGravityzoneSettings(), holdCreations: { min: 100, percent: 0 } };
    expect(judge(actions(100, 'adds'), 5000, [], settings).held).toBe(false);
    expect(judge(actions(101, 'adds'), 5000, [], settings).held).toBe(true);
  });

  test('more than the larger of 3 and 10 % of the associations deleted or moved are held', () => {
    expect(judge(actions(3, 'changes'), 20).held).toBe(false);
    expect(judge(actions(4, 'changes'), 20).held).toBe(true);
    expect(judge(actions(5, 'changes'), 50).held).toBe(false);
    expect(judge(actions(6, 'changes'), 50)).toMatchObject({
      held: true,
      sentence: expect.stringContaining(
        'Of the tenant’s associated companies 6 are found deleted or moved',
      ),
    });
  });

  test('or all of them', () => {
    expect(judge(actions(2, 'changes'), 2).held).toBe(true);
    expect(judge(actions(1, 'changes'), 1).held).toBe(true);
    expect(judge([], 0).held).toBe(false);
  });

  test('a hold holds every automatic action, also those that finish what was begun', () => {
    const todo = [...actions(11, 'adds'), ...actions(1, 'finishes')];
    expect(judge(todo, 0)).toMatchObject({ held: true, go: [], waits: todo });
  });

  test('what an Administrator allowed covers exactly the held items', () => {
    const todo = actions(11, 'adds');
    const allowed = todo.map((action) => action.factsHash);
    expect(judge(todo, 0, allowed)).toMatchObject({ held: false, go: todo });
    expect(judge(todo, 0, allowed.slice(0, 1)).held).toBe(false);
    const more = actions(30, 'adds');
    expect(judge(more, 0, allowed)).toMatchObject({ held: true, go: todo, numbers: { adds: 19 } });
  });
});
