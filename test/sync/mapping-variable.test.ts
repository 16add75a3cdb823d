import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { event } from '../../db/schema/index.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { packageName } from '../../rules/gravityzone/package-name.ts';
import { siteUid as checkedSiteUid } from '../../rules/identity.ts';
import { automatic } from '../harness/tenant.ts';
import { mappingSteps, rowOf } from './mapping-steps.ts';
import { linksOf, openScene, type Msp, type Scene } from './scene.ts';

// Most of a run is waiting.
vi.setConfig({ maxConcurrency: 24 });

let scene: Scene;
let steps: ReturnType<typeof mappingSteps>;

beforeAll(async () => {
  scene = await openScene();
  steps = mappingSteps(scene);
  await scene.install.startWorker();
});
afterAll(() => scene.close());

const site = 'Abbotsford Dairy Ltd';

/** An MSP with a site that has the variable already; synced once at Automatic. */
async function openWith(variable: { value: string; masked?: boolean }): Promise<Msp> {
  const msp = await scene.msp({ sites: 2, settings: { level: 'automatic', handling: 'manual' } });
  const { uid: siteUid } = await msp.site(site);
  await msp.vendors.change({
    do: 'datto.setVariable',
    siteUid,
    name: packageLinkVariable,
    ...variable,
  });
  await msp.settings(automatic);
  return msp;
}

describe.concurrent('a variable that is there with another value, or masked', () => {
  test.for([
    [{ value: 'theirs' }, 'variable-different', 'POST /v2/site/{siteUid}/variable/{variableId}'],
    [
      { value: 'theirs', masked: true },
      'variable-masked',
      'DELETE /v2/site/{siteUid}/variable/{variableId}',
    ],
  ] as const)(
    'is never replaced by a run, and is by a person who was shown it: %j',
    async ([variable, code, operation], { expect }) => {
      const msp = await openWith(variable);
      const run = await msp.sync();
      expect(run.problems.map((one) => one.code)).toEqual([code]);
      expect(linksOf(await msp.site(site))).toEqual(['theirs']);
      expect(await msp.company(site)).toBeUndefined();
      expect((await msp.sync()).effects).toEqual([]);

      const { last } = await msp.vendors.log();
      const mapping = await steps.map(msp, [{ site, choice: { do: 'new' } }]);
      expect(rowOf(mapping, site).lines.join(' ')).toMatch(
        code === 'variable-different' ? /another value, “theirs”: it is replaced/ : /is masked/,
      );
      expect(rowOf(mapping, site)).toMatchObject({ state: 'done' });
      const companyId = (await msp.company(site))?.id;
      const { packages } = (await msp.state()).gravityzone;
      const made = packages.filter((one) => one.companyId === companyId);
      const after = await msp.site(site);
      expect(linksOf(after)).toEqual(made.map(({ links }) => links.installLinkWindows));
      expect(after.variables.find(({ name }) => name === packageLinkVariable)?.masked).toBe(false);
      const operations = (await msp.log(last)).flatMap((call) =>
        call.effect ? [call.operation] : [],
      );
      expect(operations).toContain(operation);
      expect((await msp.sync()).effects).toEqual([]);
    },
  );

  test('that appeared after it was shown stops the row before anything is created', async ({
    expect,
  }) => {
    const msp = await scene.msp({ sites: 2, settings: { level: 'automatic', handling: 'manual' } });
    await msp.sync();
    const id = await steps.stage(msp, [{ site, choice: { do: 'new' } }]);
    const { uid: siteUid } = await msp.site(site);
    const name = packageLinkVariable;
    await msp.vendors.change({ do: 'datto.setVariable', siteUid, name, value: 'theirs' });
    await steps.confirm(msp, id);
    const mapping = await steps.ended(msp, id);
    expect(rowOf(mapping, site).problem).toMatch(/replaced only by a person's decision/);
    expect(await msp.company(site)).toBeUndefined();
    expect(linksOf(await msp.site(site))).toEqual(['theirs']);
  });
});

describe.concurrent('a variable that holds the very link', () => {
  test('is adopted, and nothing is written', async ({ expect }) => {
    const msp = await scene.msp({ sites: 2 });
    await msp.sync();
    // As after a removal by hand of the record alone: company, package and variable stay.
    await scene.install.owner`delete from association where tenant_id = ${msp.tenant.id}`;
    const run = await msp.sync();
    expect(run.row.status).toBe('ok');
    expect(run.effects).toEqual([]);
    expect((await msp.associations()).map(({ state }) => state)).toEqual(['complete', 'complete']);
  });
});

describe.concurrent('a package of our name that Sitesync did not make', () => {
  test('is never adopted by a run, and is by a person who was shown it', async ({ expect }) => {
    const msp = await scene.msp({ sites: 2, settings: { level: 'automatic', handling: 'manual' } });
    const { uid } = await msp.site('Hartley & Co Solicitors LLP');
    const company = await msp.company('Hartley & Co Solicitors LLP');
    const mill = (await msp.state()).gravityzone.packages.find(
      (one) => one.name === 'Workstations',
    );
    expect(mill?.companyId).not.toBe(company?.id);
    // Old Mill's package takes the name that the site's package is to have, and the site's mapping.
    const name = packageName(checkedSiteUid(uid), 'Hartley & Co Solicitors LLP');
    await msp.vendors.change({ do: 'gravityzone.renamePackage', packageId: mill?.id, name });
    await msp.settings(automatic);
    await msp.sync();
    const [missing] = await msp.tenant.read((tx) => tx.select().from(event));
    expect(missing).toMatchObject({ type: 'association-missing', state: 'open' });
    expect(missing?.waits).toMatch(/already has a package named .* and a run adopts none/);

    const mapping = await steps.map(msp, [
      {
        site: 'Hartley & Co Solicitors LLP',
        choice: { do: 'company', companyId: mill?.companyId ?? '' },
      },
    ]);
    const row = rowOf(mapping, 'Hartley & Co Solicitors LLP');
    expect(row.lines.join(' ')).toMatch(/as it is, although Sitesync did not make it/);
    expect(row).toMatchObject({ state: 'done' });
    expect(linksOf(await msp.site('Hartley & Co Solicitors LLP'))).toEqual([
      mill?.links.installLinkWindows,
    ]);
  });
});
