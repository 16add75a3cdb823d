import { eq } from 'drizzle-orm';
import { connection, type Vendor } from '../../db/schema/index.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { mappingSteps } from './mapping-steps.ts';
import { linksOf, type Msp, type Scene } from './scene.ts';

export type Settings = Record<string, string>;

const masked = 'Abbotsford Dairy Ltd';
const taken = 'Castle Hill Dental Practice';

/**
 * Takes one MSP through all that a sync may meet, with vendors that behave as the settings say:
 * lost answers, an expired token, a name taken out of sight, a masked variable, refused keys.
 *
 * @returns what is not as it should be.
 */
export async function tryOut(scene: Scene, settings: Settings): Promise<string[]> {
  const msp = await scene.msp({ sites: 3 });
  await msp.vendors.switches(settings);
  const { uid: siteUid } = await msp.site(masked);
  const variable = { name: packageLinkVariable, value: 'theirs', masked: true };
  await msp.vendors.change({ do: 'datto.setVariable', siteUid, ...variable });
  const [dattoRmm, gravityzone] = ['dattoRmm', 'gravityzone'];
  for (const fault of [
    { vendor: dattoRmm, operation: 'GET /v2/account/sites', kind: 'expire-token' },
    ...['companies.createCompany', 'packages.createPackage'].map((operation) => ({
      vendor: gravityzone,
      operation,
      kind: 'applied-then-timeout',
    })),
    {
      vendor: dattoRmm,
      operation: 'PUT /v2/site/{siteUid}/variable',
      kind: 'applied-then-timeout',
    },
  ]) {
    await msp.vendors.fault(fault);
  }
  await takeName(msp);
  return [
    ...(await firstRun(msp)),
    ...(await maskedVariable(scene, msp)),
    ...(await nextRun(msp)),
    ...(await refusedKeys(msp)),
  ];
}

async function firstRun(msp: Msp): Promise<string[]> {
  const run = await msp.sync();
  const others = run.problems.filter(({ siteName }) => siteName !== taken);
  const told = others.map(({ siteName, code }) => `${siteName}: ${code}`);
  const wrong = told.join() === `${masked}: variable-masked` ? [] : told;
  if (run.row.status !== 'ok' && run.problems.length === others.length) {
    wrong.push(run.row.status, ...run.row.notes);
  }
  return [...wrong, ...(await unfinished(msp, 2))];
}

/** A person's word replaces a masked variable. */
async function maskedVariable(scene: Scene, msp: Msp): Promise<string[]> {
  const { rows } = await mappingSteps(scene).map(msp, [{ site: masked, choice: { do: 'new' } }]);
  const wrong = rows.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  return [...wrong, ...(await unfinished(msp, 3))];
}

/** A company of another partner has the name of a site. */
async function takeName(msp: Msp): Promise<void> {
  const { gravityzone } = await msp.state();
  const elsewhere = gravityzone.companies.find(
    ({ type, parentId, id }) => type === 0 && parentId === null && id !== gravityzone.rootCompanyId,
  );
  if (!elsewhere) throw new Error('the sample has no other partner');
  const company = { do: 'gravityzone.createCompany', name: taken, parentId: elsewhere.id };
  await msp.vendors.change(company);
  await msp.vendors.change({ do: 'datto.createSite', name: taken });
}

/** However GravityZone tells that a name is taken, it is not tried again, and nothing is doubled. */
async function nextRun(msp: Msp): Promise<string[]> {
  const { effects } = await msp.sync();
  const wrong = effects.map(({ operation, name }) => `the next run did ${operation} "${name}"`);
  const { gravityzone } = await msp.state();
  const own = gravityzone.companies.filter(
    ({ name, parentId }) => name === taken && parentId === gravityzone.rootCompanyId,
  );
  const { uid } = await msp.site(taken);
  const tied = (await msp.associations()).filter(({ siteUid }) => siteUid === uid);
  if (own.length !== tied.length) {
    wrong.push(`${own.length} companies and ${tied.length} associations of a taken name`);
  }
  return wrong;
}

async function refusedKeys(msp: Msp): Promise<string[]> {
  const wrong: string[] = [];
  for (const [field, vendor] of [
    ['gravityzoneKey', 'gravityzone'],
    ['dattoRmmSecret', 'datto-rmm'],
  ] as const) {
    await msp.replaceSecret(field, 'revoked-by-vendor');
    await msp.sync();
    const state = await connectionState(msp, vendor);
    if (state !== 'auth-failed') wrong.push(`${vendor} is ${state} after its key was refused`);
    // Only the first of the two would be called otherwise.
    await msp.tenant.read((tx) => tx.update(connection).set({ state: 'ok' }));
  }
  return wrong;
}

async function connectionState({ tenant }: Msp, vendor: Vendor): Promise<string> {
  const [row] = await tenant.read((tx) =>
    tx.select({ state: connection.state }).from(connection).where(eq(connection.vendor, vendor)),
  );
  return row?.state ?? 'gone';
}

/** Associations without exactly one company, one package and one variable with its link. */
async function unfinished(msp: Msp, expected: number): Promise<string[]> {
  const wrong: string[] = [];
  const { dattoRmm, gravityzone } = await msp.state();
  const associations = (await msp.associations()).filter(({ siteName }) => siteName !== taken);
  if (associations.length !== expected) wrong.push(`${associations.length} associations`);
  for (const { siteUid, siteName, companyId, state } of associations) {
    if (state !== 'complete') wrong.push(`${siteName} is ${state}`);
    const named = gravityzone.companies.filter(({ name }) => name === siteName);
    if (named.length !== 1) wrong.push(`${named.length} companies ${siteName}`);
    const packages = gravityzone.packages.filter(
      (one) => one.companyId === companyId && one.name.startsWith('Sitesync '),
    );
    const site = dattoRmm.sites.find(({ uid }) => uid === siteUid);
    const links = packages.map((one) => one.links.installLinkWindows);
    if (links.length !== 1 || (site && linksOf(site).join()) !== links.join()) {
      wrong.push(`${links.length} packages of ${siteName}, and not the same links in the site`);
    }
  }
  return wrong;
}
