import { startSandbox } from '../../sandbox/index.ts';
import type { Random } from '../../sandbox/random.ts';
import { control, type SandboxState } from '../harness/control.ts';
import { createTenant } from '../harness/tenant.ts';
import type { House } from './house.ts';
import { LaneKills } from './kills.ts';
import { settingsOf, type Lane } from './lane.ts';
import { signUp } from './operators.ts';
import { emptyWorld, type Company, type Partner } from './world.ts';

/** How a lane's MSP is set up. */
export interface LaneOptions {
  prefix?: string | null;
  hiddenLooksGone?: boolean;
}

type SeenCompany = SandboxState['gravityzone']['companies'][number] & { folderId: string | null };
type SeenState = Omit<SandboxState, 'gravityzone'> & {
  gravityzone: Omit<SandboxState['gravityzone'], 'companies'> & {
    companies: SeenCompany[];
    folders: { id: string }[];
  };
};

/** Vendors that let as much through as their pages leave open, so that a mistake shows. */
const lenient = {
  'gravityzone.duplicatePackageScope': 'allowed',
  'gravityzone.kitBuild': 'instant',
};

const gone = { 'gravityzone.outOfSightCode': '-32002' };

export async function openLane(
  { install, keeper, api }: House,
  random: Random,
  number: number,
  { prefix = null, hiddenLooksGone = false }: LaneOptions,
): Promise<Lane> {
  const seed = random.integer(1, 1_000_000_000);
  const sandbox = await startSandbox({ port: 0, msp: 'small', sites: 1, rateScale: 20, seed });
  const vendors = control(sandbox);
  await vendors.switches(hiddenLooksGone ? { ...lenient, ...gone } : lenient);
  await removeSampleSites(vendors);
  const partnerIds = await partnersOf(vendors);
  const { gravityzone } = (await vendors.state()) as SeenState;
  const tenant = await createTenant(install, sandbox, settingsOf({ prefix }, 'automatic'));
  const kills = new LaneKills(vendors, keeper);
  return {
    number,
    random,
    sandbox,
    vendors,
    install,
    tenant,
    keeper,
    apiUrl: api.ready.url,
    tokens: await signUp(install, tenant),
    kills,
    mayKill: () => true,
    world: {
      ...emptyWorld(prefix, hiddenLooksGone),
      companies: companiesIn(gravityzone, partnerIds),
    },
    partnerIds,
    folderId: gravityzone.folders[0]?.id ?? '',
    spare: [],
    packageNames: new Map(),
    anchors: new Set(),
    logSeen: 0,
    named: 0,
    happened: { rounds: 0, runs: 0, changes: {}, decisions: {}, refused: 0, contests: 0 },
    async close() {
      keeper.killers.delete(kills);
      await sandbox.close();
    },
  };
}

/** Only the script's own sites are managed then. */
async function removeSampleSites(vendors: Lane['vendors']): Promise<void> {
  const { dattoRmm } = await vendors.state();
  for (const { uid } of dattoRmm.sites.filter(({ system }) => system === null)) {
    await vendors.change({ do: 'datto.deleteSite', siteUid: uid });
  }
}

/** The sample has one partner below the root; there are to be two. */
async function partnersOf(vendors: Lane['vendors']): Promise<Record<Partner, string>> {
  const { companies, rootCompanyId } = (await vendors.state()).gravityzone;
  const partnerUnder = (parentId: string | null) =>
    companies.find((one) => one.type === 0 && one.parentId === parentId && one.id !== rootCompanyId)
      ?.id ?? '';
  const second = await vendors.change({
    do: 'gravityzone.createCompany',
    name: 'Southgate IT Services Ltd',
    type: 0,
  });
  return {
    root: rootCompanyId,
    nested: partnerUnder(rootCompanyId),
    second: String(second.id),
    outside: partnerUnder(null),
  };
}

/** The model is told of the companies that are there already. */
function companiesIn(
  { companies }: SeenState['gravityzone'],
  partnerIds: Record<Partner, string>,
): Company[] {
  const partners = Object.entries(partnerIds) as [Partner, string][];
  return companies.flatMap(({ id, name, type, parentId, folderId }) => {
    const under = partners.find(([, partnerId]) => partnerId === parentId)?.[0];
    const state = { isPartner: type === 0, hidden: false, exists: true };
    return under === undefined ? [] : [{ id, name, under, inFolder: folderId !== null, ...state }];
  });
}
