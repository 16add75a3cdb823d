import { describe, expect, test } from 'vitest';
import { differences } from './differences.ts';
import type { Story } from './story.ts';

const link = 'https://example.test/setup_[YWJj].exe';
const companyId = 'a'.repeat(24);
const packageName = 'Sitesync 0badcafe Abc';
const mapped = { siteName: 'Lab', state: 'done', problem: null };
const effect = (verb: string, kind: string) => ({
  number: 1,
  operation: '',
  effect: { verb, kind },
});

/** A demo with one site, whose company the allowed run created. */
function story(): Story {
  return {
    runs: {
      first: { status: 'ok' },
      held: { status: 'held' },
      allowed: { status: 'ok' },
      steady: { status: 'ok', counts: { sites: 1 } },
    },
    mapping: { rows: [] },
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
      allowed: [
        effect('create', 'company'),
        effect('create', 'package'),
        effect('create', 'variable'),
      ],
      steady: [],
    },
    state: {
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
        companies: [{ id: companyId }],
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
    expect(told(({ state }) => (state.gravityzone.companies = []))).toEqual([
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
});
