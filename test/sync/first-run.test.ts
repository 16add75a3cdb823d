import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { association } from '../../db/schema/index.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { control } from '../harness/control.ts';
import { createInstall, type Install } from '../harness/install.ts';
import { createTenant, type TestTenant } from '../harness/tenant.ts';

let install: Install;
let sandbox: Sandbox;
let tenant: TestTenant;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, msp: 'demo', rateScale: 20 });
  install = await createInstall({
    databaseUrl: inject('databaseUrl'),
    temporalAddress: inject('temporalAddress'),
  });
  tenant = await createTenant(install, sandbox);
  await install.startWorker();
});
afterAll(async () => {
  await install.close();
  await sandbox.close();
});

describe('at Automatic inventory synchronization with handling Automatic', () => {
  test('every association has one company, one package and one variable with its link', async () => {
    const run = await tenant.sync();
    expect(run.counts?.associations).toBeGreaterThan(40);
    const { dattoRmm, gravityzone } = await control(sandbox).state();
    const associations = await tenant.read((tx) => tx.select().from(association));
    for (const { siteUid, companyId, state } of associations) {
      expect(state).toBe('complete');
      const packages = gravityzone.packages.filter(
        (one) => one.companyId === companyId && one.name.startsWith('Sitesync '),
      );
      expect(packages).toHaveLength(1);
      const site = dattoRmm.sites.find(({ uid }) => uid === siteUid);
      const variables = site?.variables.filter(({ name }) => name === packageLinkVariable) ?? [];
      expect(variables.map(({ value }) => value)).toEqual([packages[0]?.links.installLinkWindows]);
    }
  });

  test('a second run that finds nothing to do has no effect and few calls', async () => {
    const before = await control(sandbox).log();
    const run = await tenant.sync();
    expect(run.status).toBe('ok');
    const { entries } = await control(sandbox).log(before.last);
    expect(entries.filter(({ effect }) => effect)).toEqual([]);
    const associations = run.counts?.associations ?? 0;
    expect(entries.length).toBeLessThanOrEqual(1.05 * (3 + associations) + 6);
  });
});
