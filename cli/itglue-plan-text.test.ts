import { expect, test } from 'vitest';
import { itgluePlanText } from './itglue-plan-text.ts';
import type { Plan, PlanItem } from './plan-lines.ts';

const itemOf = (item: PlanItem['item'], permitted = false): PlanItem => ({
  destination: 'itglue',
  siteUid: 's',
  permitted,
  item,
});
const acme = itemOf({
  kind: 'match-organization',
  sourceId: 'a',
  sourceName: 'Acme',
  organizationId: '1',
  organizationName: 'Acme Inc.',
  reasons: ['same name but for the legal form', '37 of 41 devices agree'],
});
const deviceOf = (sourceId: string, name: string) =>
  itemOf({
    kind: 'match-device',
    deviceUid: name,
    deviceName: name,
    sourceId,
    configurationId: '7',
    configurationName: `${name}.local`,
    reasons: ['serial 5CG7 is the same'],
  });
const updated = (item: object = {}, permitted = false) =>
  itemOf(
    {
      kind: 'update-configuration',
      deviceName: 'PC7',
      configurationName: 'PC7',
      organizationName: 'Acme Inc.',
      changes: [
        { field: 'serial', before: null, after: '5CG7' },
        { field: 'mac', before: '', after: '00:1C:42:00:00:01' },
      ],
      ...item,
    },
    permitted,
  );

const planOf = (items: PlanItem[], itglue: Partial<NonNullable<Plan['itglue']>> = {}): Plan => ({
  id: 'P',
  runId: 'R',
  createdAt: '2026-01-01T00:00:00.000Z',
  wouldHold: null,
  summary: null,
  itglue: { items: {}, fields: {}, notes: [], estimatedCalls: 0, minutes: 0, ...itglue },
  items,
  sourceNames: { a: 'Acme', b: 'Bolt' },
});

test('a plan counts what it matches and updates, with the fields, calls and minutes', () => {
  const plan = planOf([acme], {
    items: { 'match-device': 41, 'match-organization': 1, 'update-configuration': 3 },
    fields: { serial: 3, ip: 1 },
    estimatedCalls: 6,
    minutes: 1,
  });
  expect(itgluePlanText(plan).split('\n')[0]).toBe(
    'Plan P, IT Glue: 1 organization to match, 41 devices to match, 3 configurations to update (serial 3, primary IP address 1); about 6 calls, 1 min',
  );
});

test('matches are shown by organization with their reasons, many devices by their number', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => deviceOf('a', `PC${index}`));
  const [, , ...lines] = itgluePlanText(planOf([acme, deviceOf('b', 'SRV1'), ...many])).split('\n');
  expect(lines).toEqual([
    'match organization “Acme” to “Acme Inc.”: same name but for the legal form, 37 of 41 devices agree',
    'match 10000 devices of organization “Acme”',
    'match device “SRV1” of organization “Bolt” to “SRV1.local”: serial 5CG7 is the same',
  ]);
});

test('updates are shown field by field, before and after, with names in the place of ids', () => {
  const renamed = updated({
    deviceName: 'NEW-PC8',
    configurationName: 'PC8',
    changes: [
      { field: 'model', before: '3', after: '4', names: { before: 'E14', after: 'T14' } },
      {
        field: 'operatingSystem',
        before: null,
        after: '9',
        names: { before: null, after: 'Linux' },
      },
    ],
  });
  const [, , ...lines] = itgluePlanText(planOf([updated(), renamed])).split('\n');
  expect(lines).toEqual([
    'update configuration “PC7” of “Acme Inc.”',
    '  serial               - → 5CG7',
    '  primary MAC address  - → 00:1C:42:00:00:01',
    '',
    'update configuration “PC8” of “Acme Inc.” (device “NEW-PC8”)',
    '  model             E14 → T14',
    '  operating system  - → Linux',
  ]);
});

test('what a run leaves of several updates is marked', () => {
  const plan = planOf([updated({}, true), updated({ configurationName: 'PC9' })]);
  expect(itgluePlanText(plan)).toContain('“PC9” of “Acme Inc.” (device “PC7”, held back)');
});

test('what is left out is said even where there is nothing to do', () => {
  const notes = ['2 configurations: The serial is not written: more than one device has it.'];
  expect(itgluePlanText(planOf([], { notes }))).toBe(`TO KNOW OF IT GLUE\n- ${notes[0]}`);
});

test('a plan without a part of IT Glue says nothing of it', () => {
  expect(itgluePlanText({ ...planOf([]), itglue: null })).toBe('');
});

test('names of vendors can’t play with the terminal', () => {
  const plan = planOf([
    deviceOf('b', '\u001B[2JPC'),
    updated({ configurationName: '\u001B[2JPC' }),
  ]);
  expect(itgluePlanText(plan)).not.toContain('\u001B');
});

test('of thousands of updates the first are shown, and where all of them are', () => {
  const lines = itgluePlanText(planOf(Array.from({ length: 53 }, () => updated()))).split('\n');
  expect(lines.filter((line) => line.startsWith('update configuration'))).toHaveLength(50);
  expect(lines.at(-1)).toBe(
    '… and 3 more configurations to update: `sitesync run R --json` lists them all.',
  );
});
