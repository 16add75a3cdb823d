import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { event, refusal } from '../../db/schema/index.ts';
import type { EventType } from '../../rules/gravityzone/events/event-types.ts';
import { mappingSteps } from './mapping-steps.ts';
import {
  created,
  linksOf,
  openScene,
  type EndedRun,
  type Msp,
  type SampleState,
  type Scene,
} from './scene.ts';

/*
 * One MSP in which every branch of spec 3.4 occurs, synced at Automatic inventory synchronization
 * with handling Automatic.
 */

let scene: Scene;
let msp: Msp;
let preview: EndedRun;
let run: EndedRun;
let again: EndedRun;
let before: SampleState;
let after: SampleState;
let associated: Map<string, string>;
let events: (typeof event.$inferSelect)[];

beforeAll(async () => {
  scene = await openScene();
  msp = await scene.msp({ msp: 'demo' });
  before = await msp.state();
  await scene.install.startWorker();
  preview = await msp.sync({ kind: 'plan' });
  const excluded = siteNames('excludedSite').map((site) => ({ site, choice: exclude }));
  await mappingSteps(scene).map(msp, excluded);
  run = await msp.sync();
  after = await msp.state();
  associated = new Map((await msp.associations()).map((one) => [one.siteUid, one.companyId]));
  events = await msp.tenant.read((tx) => tx.select().from(event));
  again = await msp.sync();
});
afterAll(() => scene.close());

const exclude = { do: 'exclude' } as const;

function branches(branch: string) {
  const found = before.sample.branches.filter((one) => one.branch === branch);
  expect(found).not.toEqual([]);
  return found;
}
function siteNames(branch: string): string[] {
  return branches(branch).map(({ siteName }) => siteName);
}
/** Codes of what the run says of the sites of a branch. */
function told(branch: string): string[] {
  const uids = new Set<string | null>(branches(branch).map(({ siteUid }) => siteUid));
  return run.problems.filter(({ siteUid }) => uids.has(siteUid)).map(({ code }) => code);
}
/** Events of the sites of a branch that are open after the run. */
function raised(branch: string): EventType[] {
  const uids = new Set<string>(branches(branch).map(({ siteUid }) => siteUid));
  return events
    .filter(({ siteUid, state }) => uids.has(siteUid) && state === 'open')
    .map(({ type }) => type);
}
function expectUntouched(branch: string): void {
  for (const { siteUid, siteName } of branches(branch)) {
    expect(associated.has(siteUid)).toBe(false);
    expect(created(run, 'company')).not.toContain(siteName);
    const site = (state: SampleState) => state.dattoRmm.sites.find(({ uid }) => uid === siteUid);
    expect(site(after)?.variables).toEqual(site(before)?.variables);
  }
}

describe('a plan', () => {
  test('writes nothing and says what a run would do', () => {
    expect(preview.effects).toEqual([]);
    expect(preview.row.kind).toBe('plan');
  });
});

describe('a run at Automatic inventory synchronization with handling Automatic', () => {
  test.each(['existingCompany', 'companyInFolder', 'slowKit'])(
    'associates a site with the one company of its name (%s)',
    (branch) => {
      for (const { siteUid, companyIds } of branches(branch)) {
        expect(associated.get(siteUid)).toBe(companyIds[0]);
      }
    },
  );

  test.each(['differsByCase', 'differsByBlank', 'differsByUnicodeForm'])(
    'takes names as equal after trimming, NFC and case-folding (%s)',
    (branch) => {
      for (const { siteUid, companyIds } of branches(branch)) {
        expect(associated.get(siteUid)).toBe(companyIds[0]);
      }
    },
  );

  test('creates a company under the root, with its package and variable, where none is', () => {
    for (const { siteUid, siteName } of branches('noCompany')) {
      const [company, ...others] = after.gravityzone.companies.filter(
        ({ name }) => name === siteName,
      );
      expect(others).toEqual([]);
      expect(company?.parentId).toBe(after.gravityzone.rootCompanyId);
      expect(company?.type).toBe(1);
      expect(associated.get(siteUid)).toBe(company?.id);
    }
  });

  test('gives every association one package and one variable with its install link, brackets and all', () => {
    for (const [siteUid, companyId] of associated) {
      const packages = after.gravityzone.packages.filter(
        (one) => one.companyId === companyId && one.name.startsWith('Sitesync '),
      );
      expect(packages).toHaveLength(1);
      expect(packages[0]?.name).toMatch(new RegExp(`^Sitesync ${siteUid.slice(0, 8)} `));
      expect(packages[0]?.name.length).toBeLessThanOrEqual(64);
      const link = packages[0]?.links.installLinkWindows;
      expect(link).toMatch(/\[.+\]/);
      const site = after.dattoRmm.sites.find(({ uid }) => uid === siteUid);
      expect(site && linksOf(site)).toEqual([link]);
    }
  });

  test('waits for a slow kit and writes the link once it is built', async () => {
    const [slow] = branches('slowKit');
    const rows = await msp.associations();
    expect(rows.find(({ siteUid }) => siteUid === slow?.siteUid)?.state).toBe('complete');
  });

  test.each(['excludedSite', 'onDemandSite', 'systemSite'])('never touches %s', (branch) => {
    expectUntouched(branch);
    expect(told(branch)).toEqual([]);
  });

  test('never lists "Deleted Devices", and "Managed" starts excluded', () => {
    expect(siteNames('systemSite').toSorted()).toEqual(['Deleted Devices', 'Managed', 'OnDemand']);
    expect(run.row.counts?.excluded).toBe(siteNames('excludedSite').length + 1);
  });

  test.each([
    ['nameTooLong', 'destination-creation'],
    ['nameWithAngleBrackets', 'destination-creation'],
    ['nameTakenOutOfSight', 'destination-creation'],
    ['namesakeCompanies', 'association-missing'],
    ['companyUnderNestedPartner', 'association-missing'],
    ['suspendedCompany', 'association-missing'],
    ['unmanageableCompany', 'association-missing'],
    ['variableWithOtherValue', 'association-missing'],
    ['variableMasked', 'association-missing'],
  ])('leaves %s to a person, as an event, and creates nothing for it', (branch, type) => {
    expectUntouched(branch);
    expect(raised(branch)).toEqual([type]);
    for (const { companyIds } of branches(branch)) {
      for (const companyId of companyIds) expect([...associated.values()]).not.toContain(companyId);
    }
  });

  test('leaves two sites of one name to a person', () => {
    expectUntouched('namesakeSites');
    expect(told('namesakeSites')).toEqual(['site-namesakes', 'site-namesakes']);
  });

  test('counts what it did as the sandbox has it', () => {
    expect(run.row.counts).toMatchObject({
      associations: associated.size,
      companiesCreated: created(run, 'company').length,
      packages: created(run, 'package').length,
      variables: created(run, 'variable').length,
      problems: run.problems.length,
    });
  });
});

describe('the next run', () => {
  test('has no effect, and does not try a refused name again', async () => {
    expect(again.effects).toEqual([]);
    expect(again.calls.map(({ operation }) => operation)).not.toContain('companies.createCompany');
    const [taken] = siteNames('nameTakenOutOfSight');
    const creation = events.find(({ siteName }) => siteName === taken);
    expect(creation?.type).toBe('destination-creation');
    expect([creation?.sentence, ...(creation?.evidence ?? [])].join(' ')).toContain(
      'already exists',
    );
    expect(await msp.tenant.read((tx) => tx.select().from(refusal))).toHaveLength(1);
  });

  test('reads a settled inventory within the bound of spec 5.6', () => {
    expect(again.calls.length).toBeLessThanOrEqual(1.05 * (3 + associated.size) + 6);
  });
});
