import { expect, test } from 'vitest';
import { planText } from './plan-text.ts';
import type { ShownRun } from './wait-for-run.ts';

type Plan = NonNullable<ShownRun['plan']>;

const nothing = { company: null, package: null, variable: null };
const moved: Plan['items'][number] = {
  destination: 'gravityzone',
  siteUid: 'm',
  permitted: false,
  item: {
    kind: 'move',
    siteName: 'Bolt',
    event: 'destination-moved',
    before: { company: 'Bolt', parent: 'Between', package: 'p', variable: 'v' },
    after: { company: 'Bolt', parent: 'MSP', package: 'p', variable: 'v' },
  },
};
const created: Plan['items'][number] = {
  destination: 'gravityzone',
  siteUid: 'c',
  permitted: true,
  item: {
    kind: 'create-company',
    siteName: 'Acme',
    event: null,
    before: nothing,
    after: { company: 'New Acme', package: 'Sitesync 0 Acme', variable: 'a link' },
  },
};

const planOf = (
  items: Plan['items'],
  events: NonNullable<Plan['summary']>['events'] = {},
): Plan => ({
  id: 'P',
  runId: 'R',
  createdAt: '2026-01-01T00:00:00.000Z',
  wouldHold: null,
  summary: {
    items: { move: 1, 'create-company': 1 },
    events,
    sites: 2,
    excluded: 0,
    associated: 1,
    problems: 0,
    toBeCreated: [],
    notes: [],
    estimatedCalls: 12,
    minutes: 2,
  },
  itglue: null,
  items,
  sourceNames: {},
});

test('a plan counts by verb, calls and minutes, and shows each change field by field', () => {
  expect(planText({ plan: planOf([moved, created]) })).toBe(
    [
      'Plan P: 1 to move, 1 to create company; about 12 calls, 2 min',
      '',
      'move: site “Bolt” (event destination-moved, held back)',
      '  parent    Between → MSP',
      '',
      'create company: site “Acme”',
      '  company   - → New Acme',
      '  package   - → Sitesync 0 Acme',
      '  variable  - → a link',
    ].join('\n'),
  );
});

test('a plan says which events it found, and how many of them wait for a person', () => {
  const events = {
    'destination-moved': { found: 3, waiting: 1 },
    'association-missing': { found: 2, waiting: 0 },
  };
  expect(planText({ plan: planOf([], events) })).toBe(
    [
      'EVENTS FOUND',
      '- 3 destination-moved, 1 of which waits for a person',
      '- 2 association-missing',
    ].join('\n'),
  );
});

test('what is made in the place of something gone is told from it, though they share a name', () => {
  const recreated = {
    ...created,
    item: {
      kind: 'recreate',
      siteName: 'Acme',
      before: { company: 'Acme', package: 'p', variable: 'old link' },
      after: { company: 'Acme', package: 'p', variable: 'a link' },
    },
  };
  expect(planText({ plan: planOf([recreated]) })).toContain(
    '  company   Acme (gone) → Acme (new)\n  package   p (gone) → p (new)\n  variable  old link → a link',
  );
});

test('names of vendors can’t play with the terminal', () => {
  const named = { ...created, item: { ...created.item, siteName: '\u001B[2JAcme' } };
  expect(planText({ plan: planOf([named]) })).toContain('site “ [2JAcme”');
});
