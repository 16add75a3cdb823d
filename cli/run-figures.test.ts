import { expect, test } from 'vitest';
import { itglueText } from './run-figures.ts';
import type { ShownRun } from './wait-for-run.ts';

const itglue = {
  devices: 410,
  organizations: 38,
  configurations: 402,
  audits: { read: 3, left: 12 },
  matches: {
    organizations: { unmatched: 2, matched: 30, ignored: 1 },
    devices: { unmatched: 9, matched: 400, ignored: 0 },
  },
  newlyMatched: { organizations: 1, devices: 7 },
  updated: 4,
};
const counted = (part: object): ShownRun =>
  ({ counts: part, calls: { total: 5, byOperation: [] } }) as unknown as ShownRun;

test('a run with an IT Glue part shows how matching stands, and what was read, left and updated', () => {
  expect(itglueText(counted({ itglue })).split('\n')).toEqual([
    'IT GLUE        UNMATCHED  MATCHED  IGNORED  MATCHED BY THIS RUN',
    'organizations  2          30       1        1',
    'devices        9          400      0        7',
    '',
    'devices read                        410',
    'organizations read                  38',
    'configurations read                 402',
    'audits read                         3',
    'audits left for the next run        12',
    'configurations updated by this run  4',
  ]);
});

test('a plan, which updates nothing, does not count what was', () => {
  const planned = { ...counted({ itglue: { ...itglue, updated: 0 } }), kind: 'plan' as const };
  expect(itglueText(planned)).not.toContain('updated');
});

test('a run without one shows none of it', () => {
  expect(itglueText(counted({}))).toBe('');
});
