import type { Msp, SampleState } from '../sync/scene.ts';

/** What people can do at an MSP's vendors, and where things are there. */
export interface Hands {
  /** A partner under the root, another one, one of another tree, and a folder of the root. */
  partnerId: string;
  secondPartnerId: string;
  otherPartnerId: string;
  folderId: string;
  do(change: string, fields: Record<string, unknown>): Promise<void>;
  /** @returns the new site's uid. */
  createSite(name: string): Promise<string>;
  /** @returns the new company's id; it is under the root unless `fields` say otherwise. */
  createCompany(name: string, fields?: Record<string, unknown>): Promise<string>;
  /** Id of the one company of exactly this name. */
  companyId(name: string): Promise<string>;
}

type State = SampleState & { gravityzone: { folders: { id: string }[] } };

export async function handsOn(msp: Msp): Promise<Hands> {
  const { vendors } = msp;
  const { gravityzone } = (await msp.state()) as State;
  const { rootCompanyId, companies, folders } = gravityzone;
  const partnerUnder = (parentId: string | null) =>
    companies.find(
      (one) => one.type === 0 && one.parentId === parentId && one.id !== rootCompanyId,
    );
  const create = async (change: string, fields: Record<string, unknown>) => {
    const { id } = await vendors.change({ do: change, ...fields });
    return String(id);
  };
  return {
    partnerId: partnerUnder(rootCompanyId)?.id ?? '',
    secondPartnerId: await create('gravityzone.createCompany', { name: 'Southgate IT', type: 0 }),
    otherPartnerId: partnerUnder(null)?.id ?? '',
    folderId: folders[0]?.id ?? '',
    async do(change, fields) {
      await vendors.change({ do: change, ...fields });
    },
    createSite: (name) => create('datto.createSite', { name }),
    createCompany: (name, fields = {}) => create('gravityzone.createCompany', { name, ...fields }),
    async companyId(name) {
      const named = (await msp.state()).gravityzone.companies.filter((one) => one.name === name);
      if (named.length !== 1) throw new Error(`${named.length} companies are named ${name}`);
      return named[0]?.id ?? '';
    },
  };
}
