import type { SandboxState } from '../harness/control.ts';
import type { WantedSite } from './ledger.ts';
import type { Scene } from './scene.ts';

/** Where somebody else's company of the same name stands, and what is different about it. */
export const foreignCompanies = [
  'under another partner',
  'on trial under the root',
  'in a folder of the root',
  'as a partner',
  'out of sight',
] as const;
export type ForeignCompany = (typeof foreignCompanies)[number];

/** Somebody else creates a company of the name that the site's is to have. */
export async function createForeignCompany(
  { vendors, ledger }: Scene,
  site: WantedSite,
  how: ForeignCompany,
): Promise<void> {
  const { gravityzone } = await vendors.state();
  const { id } = await vendors.change({
    do: 'gravityzone.createCompany',
    name: site.companyNames.at(-1),
    ...(await placeOf(vendors, gravityzone, how)),
  });
  const isAssociable = how === 'on trial under the root' || how === 'in a folder of the root';
  ledger.foreigners.push({ kind: 'company', id: String(id), isAssociable });
  site.foreigner = `a company ${how}`;
}

async function placeOf(
  vendors: Scene['vendors'],
  { companies, rootCompanyId }: SandboxState['gravityzone'],
  how: ForeignCompany,
): Promise<object> {
  const partner = (parentId: string | null) =>
    companies.find((one) => one.type === 0 && one.parentId === parentId && one.id !== rootCompanyId)
      ?.id;
  switch (how) {
    case 'under another partner':
      return { parentId: partner(rootCompanyId), license: { type: 1 } };
    case 'on trial under the root':
      return { license: { type: 1 } };
    case 'in a folder of the root': {
      const folder = await vendors.change({ do: 'gravityzone.createFolder', name: 'Newcomers' });
      return { parentId: folder.id };
    }
    case 'as a partner':
      return { type: 0 };
    case 'out of sight':
      return { parentId: partner(null) };
  }
}

/** Somebody else makes a package of the very name in the site's company. */
export async function createForeignPackage(
  { sandbox, vendors, ledger }: Scene,
  site: WantedSite,
): Promise<void> {
  const { gravityzone } = await vendors.state();
  const company = gravityzone.companies.find(
    ({ id, name }) => site.companyNames.includes(name) && !ledger.isForeign('company', id),
  );
  const { url, key } = sandbox.ready.gravityzone;
  const answer = await fetch(`${url}/v1.0/jsonrpc/packages`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      id: 'somebody-else',
      jsonrpc: '2.0',
      method: 'createPackage',
      params: {
        companyId: company?.id,
        packageName: `Sitesync ${site.uid.slice(0, 8)} ${site.name}`,
        description: 'Made in Control Center',
      },
    }),
  });
  const { result } = (await answer.json()) as { result?: { records: string[] }[] };
  const id = result?.[0]?.records[0];
  if (id === undefined) throw new Error(`no foreign package was made for ${site.name}`);
  ledger.foreigners.push({ kind: 'package', id, isAssociable: false });
  site.foreigner = 'a package of that name';
}

/** Somebody else gives the site's variable a value. */
export async function setForeignVariable({ vendors, ledger }: Scene, site: WantedSite) {
  const { id } = await vendors.change({
    do: 'datto.setVariable',
    siteUid: site.uid,
    name: 'GravityZonePackageLink',
    value: 'https://downloads.example.com/somebody-elses-agent.exe',
  });
  ledger.foreigners.push({ kind: 'variable', id: String(id), isAssociable: false });
  site.foreigner = 'a variable with another value';
}
