import { expect, test } from 'vitest';
import { matchRow, type ListedMatch } from './match-rows.ts';

const acme: ListedMatch = {
  kind: 'organization',
  sourceId: 's-acme',
  name: 'Acme',
  siteUid: 's-acme',
  state: 'unmatched',
  destination: null,
  origin: null,
  reasons: [],
  by: null,
  matchedAt: null,
  suggestions: [],
  conflicts: [],
  notes: [],
  present: true,
  details: { devices: 4 },
  factsHash: 'f',
  devicesByTab: { unmatched: 1, matched: 3, ignored: 0 },
  organization: null,
  lastDecision: null,
};
const decided = (state: NonNullable<ListedMatch['lastDecision']>['state']) => ({
  decisionId: 'd',
  choice: { do: 'create' as const },
  state,
  outcome: 'IT Glue refused it.',
  by: { kind: 'person' as const, id: 'a', name: 'Ann' },
  why: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
});

test('an unmatched one shows its best suggestion, why, how many more, and what stands against it', () => {
  const suggestion = { id: '1', name: 'Acme Inc', score: 0.987, likelihood: 'likely' as const };
  const suggestions = [
    { ...suggestion, reasons: ['same but for Inc'], flags: ['also wanted by Acme South'] },
    { ...suggestion, id: '2', reasons: [], flags: [] },
  ];
  expect(matchRow({ ...acme, suggestions, conflicts: ['legal form removed'] })).toEqual([
    'Acme',
    '3/4',
    's-acme',
    'Acme Inc (1)',
    '0.99 likely',
    'same but for Inc, also wanted by Acme South, 1 more suggested, legal form removed',
  ]);
});

test('one without a suggestion has none', () => {
  expect(matchRow(acme).slice(3)).toEqual([null, null, '']);
});

test('a matched one shows with what, by whom, and what has become of it', () => {
  const matched = { ...acme, state: 'matched' as const, origin: 'rule' as const, present: false };
  const notes = [{ code: 'archived', sentence: 'It is archived in IT Glue.' }];
  const destination = { id: '1', name: 'Acme Inc' };
  expect(matchRow({ ...matched, destination, notes }).slice(3)).toEqual([
    'Acme Inc (1)',
    'rule',
    'not in Datto RMM any more; It is archived in IT Glue.',
  ]);
});

test.each([
  ['pending', 'create: waiting to be carried out'],
  ['working', 'create: being carried out'],
  ['problem', 'create: IT Glue refused it.'],
  ['refused', 'create: IT Glue refused it.'],
  ['done', ''],
  ['cancelled', ''],
] as const)('a decision that is %s is noted as “%s”', (state, note) => {
  expect(matchRow({ ...acme, lastDecision: decided(state) }).at(-1)).toBe(note);
});
