import { describe, expect, test } from 'vitest';
import { differences } from './differences.ts';
import type { Story } from './story.ts';
import { thirdActForTests } from './third-act-for-tests.ts';

const link = 'https://example.test/setup_[YWJj].exe';
const companyId = 'a'.repeat(24);
const packageName = 'Sitesync 0badcafe Abc';
const mapped = { siteName: 'Lab', state: 'done', problem: null };
const effect = (verb: string, kind: string) => ({
  number: 1,
  operation: '',
  effect: { verb, kind },
});

const handled = (type: string, kind: string) => ({
  type,
  source: { siteName: 'Handled' },
  state: 'handled',
  handledBy: { kind },
});

/** A demo with one site, whose company the allowed run created. */
function story(): Story {
  const { connected, calls, itglue, matching, ...third } = thirdActForTests();
  return {
    ...third,
    runs: {
      first: { status: 'ok' },
      held: { status: 'held' },
      allowed: { status: 'ok' },
      connected,
      steady: { status: 'ok', counts: { sites: 1 } },
    },
    mapping: { rows: [] },
    secondAct: {
      upheaval: {
        moved: { companyId: 'moved', companyName: 'Moved' },
        deleted: { companyId: 'old', companyName: 'Abc', siteName: 'Abc' },
        renamed: { companyId: 'renamed', companyName: 'Renamed' },
        sourceDeleted: { companyId: 'gone', companyName: 'Gone' },
        arrived: ['Abc'],
      },
      decided: [
        { type: 'association-missing', siteName: 'Idle', action: 'ignore', outcome: 'done' },
      ],
    },
    events: [
      handled('destination-moved', 'run'),
      handled('destination-deleted', 'run'),
      handled('association-missing', 'run'),
      handled('association-missing', 'person'),
      handled('prefix-association-missing', 'run'),
      handled('destination-creation', 'person'),
      handled('source-deleted', 'person'),
      { type: 'association-missing', source: { siteName: 'Idle' }, state: 'open', occurrences: 2 },
    ],
    sites: [{ uid: 'u', name: 'Abc', association: { state: 'complete', companyId, packageName } }],
    writes: [
      'companies.createCompany',
      'packages.createPackage',
      'PUT /v2/site/{siteUid}/variable',
    ].map((operation) => ({ operation })),
    steady: { calls: 4, bound: 4 },
    log: {
      first: [],
      mapping: [],
      held: [],
      secondAct: [],
      ...calls,
      allowed: [
        effect('create', 'company'),
        effect('create', 'package'),
        effect('create', 'variable'),
      ],
      steady: [],
    },
    state: {
      itglue,
      sample: { matching },
      dattoRmm: {
        sites: [
          {
            uid: 'u',
            name: 'Abc',
            onDemand: false,
            system: null,
            variables: [{ name: 'GravityZonePackageLink', value: link, masked: false }],
          },
        ],
      },
      gravityzone: {
        rootCompanyId: 'root',
        companies: [
          { id: companyId, name: 'Abc', parentId: 'root' },
          { id: 'moved', name: 'Moved', parentId: 'root' },
          { id: 'renamed', name: 'Renamed (Head Office)', parentId: 'root' },
        ],
        packages: [{ name: packageName, companyId, links: { installLinkWindows: link } }],
      },
    },
  } as unknown as Story;
}

/** The story with something in it changed. */
function told(change: (made: Story) => unknown): string[] {
  const made = story();
  change(made);
  return differences(made);
}

/** The story's lists are read-only to everybody else. */
const push = (items: readonly unknown[], item: unknown) => (items as unknown[]).push(item);

describe('what the demo says of a sandbox that holds something else', () => {
  test('nothing, where all of it happened', () => {
    expect(differences(story())).toEqual([]);
  });

  test('an association without its company, or with a second package', () => {
    const company = ({ state }: Story) => state.gravityzone.companies[0] ?? {};
    expect(told((made) => Object.assign(company(made), { id: 'another' }))).toEqual([
      'Site “Abc” has 0 companies, shared by 1 sites.',
    ]);
    const [doubled] = told(({ state }) =>
      push(state.gravityzone.packages, state.gravityzone.packages[0]),
    );
    expect(doubled).toMatch(/^Site “Abc” has 2 packages of ours/);
  });

  test('a variable that is not the install link, brackets and all', () => {
    const sentence = 'Site “Abc” has a variable that does not hold its package’s install link.';
    const variableOf = ({ state }: Story) => state.dattoRmm.sites[0]?.variables[0];
    expect(
      told((made) => Object.assign(variableOf(made) ?? {}, { value: link.replace(/[[\]]/g, '') })),
    ).toEqual([sentence]);
    expect(told((made) => Object.assign(variableOf(made) ?? {}, { masked: true }))).toEqual([
      sentence,
    ]);
  });

  test('a write that Sitesync does not know of, or one where nothing was to be done', () => {
    expect(told(({ log }) => push(log.allowed, effect('create', 'company')))).toEqual([
      'Sitesync counts 1 companies created, the sandbox 2.',
    ]);
    expect(told(({ log }) => push(log.steady, effect('update', 'license')))).toEqual([
      'The last run, with nothing to do, had 1 effects at the vendors.',
    ]);
  });

  test('a mapping row that was not done, a run that was not held, calls beyond the bound', () => {
    const row = { ...mapped, state: 'problem', problem: 'No seats.' };
    expect(told(({ mapping }) => push(mapping.rows, row))).toEqual([
      'The mapping of “Lab” was not done: No seats.',
      'The allowed run associated nothing.',
    ]);
    expect(told(({ runs }) => Object.assign(runs.held, { status: 'ok' }))).toEqual([
      'The sync ended as ok, not held.',
    ]);
    expect(told(({ steady }) => Object.assign(steady, { calls: 11 }))).toEqual([
      'The last run made 11 calls; its bound is 4.',
    ]);
  });

  test('a company that was not moved back, created anew, kept renamed, or deleted', () => {
    const companyOf = ({ state }: Story, id: string) =>
      state.gravityzone.companies.find((company) => company.id === id) ?? {};
    expect(told((made) => Object.assign(companyOf(made, 'moved'), { parentId: 'other' }))).toEqual([
      'Company “Moved” is not back.',
    ]);
    expect(told((made) => Object.assign(companyOf(made, 'renamed'), { name: 'Renamed' }))).toEqual([
      'Company “Renamed” was renamed back.',
    ]);
    const left = { id: 'gone', name: 'Gone' };
    expect(told(({ state }) => push(state.gravityzone.companies, left))).toEqual([
      'Company “Gone” was not deleted.',
    ]);
    const twice = { id: 'second', name: 'Abc' };
    expect(told(({ state }) => push(state.gravityzone.companies, twice))).toEqual([
      'Company “Abc” has not exactly one company.',
    ]);
  });

  test('an event that never came up, was not handled, or did not come back after it was ignored', () => {
    expect(told((made) => Object.assign(made, { events: made.events.slice(1) }))).toEqual([
      'No event “Destination moved” came up.',
      'No event “Destination moved” was handled by a run.',
    ]);
    expect(told((made) => Object.assign(made.events.at(-1) ?? {}, { occurrences: 1 }))).toEqual([
      'The event that was ignored was not raised again by the next run.',
    ]);
    const refused = { type: 'source-deleted', action: 'keep-company', outcome: 'It is back.' };
    expect(told(({ secondAct }) => push(secondAct.decided, refused))).toEqual([
      'A decision on “Source deleted” ended with: It is back.',
    ]);
  });
});
