import { expect, test } from 'vitest';
import { runText } from './run-text.ts';
import type { Plan, PlanItem } from './plan-lines.ts';
import type { ShownRun } from './wait-for-run.ts';

const update: PlanItem = {
  destination: 'itglue',
  siteUid: 's',
  permitted: false,
  item: {
    kind: 'update-configuration',
    deviceName: 'PC7',
    configurationName: 'PC7',
    organizationName: 'Acme Inc.',
    changes: [{ field: 'serial', before: null, after: '5CG7' }],
  },
};
const planOf = (items: PlanItem[]): Plan => ({
  id: 'P',
  runId: 'R',
  createdAt: '2026-01-01T00:00:00.000Z',
  wouldHold: null,
  summary: null,
  itglue: { items: {}, fields: {}, notes: [], estimatedCalls: 0, minutes: 0 },
  items,
  sourceNames: {},
});
const planned = (of: Partial<ShownRun>): ShownRun => ({
  id: 'R',
  kind: 'plan',
  status: 'ok',
  counts: null,
  notes: [],
  lastFailure: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:05.000Z',
  calls: { total: 0, byOperation: [] },
  problems: [],
  plan: planOf([]),
  hold: null,
  workflowId: 'sync/t',
  workflowRunId: 'w',
  workflowUrl: null,
  ...of,
});
const last = (run: ShownRun) => runText(run).split('\n').at(-1);

test('a plan with changes in IT Glue alone says how exactly it is carried out', () => {
  expect(last(planned({ plan: planOf([update]) }))).toBe(
    'To carry out exactly this plan: `sitesync sync --wait --plan P`.',
  );
});

test('a plan says that nothing is to be changed only if there is nothing in either part', () => {
  expect(last(planned({}))).toBe('Nothing is to be changed.');
});

test('a plan that lacks a part does not speak for it', () => {
  expect(last(planned({ status: 'partial', notes: ['IT Glue’s part failed.'] }))).toBe(
    'Nothing is to be changed in what could be planned; above stands what could not.',
  );
});
