import type { Random } from '../random.ts';
import type { DattoSite, DattoStore, DattoUser } from '../datto-rmm/store.ts';
import { sampleNowMs } from './dates.ts';
import { addDevices, spread } from './devices.ts';
import type { SiteSpecification } from './site-specification.ts';

export const linkVariable = 'GravityZonePackageLink';
export const mspName = 'Harbourline IT Ltd';
export const otherMspName = 'Cobalt Managed Services Ltd';

const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const dayMs = 86_400_000;

/** Fills Datto RMM: the MSP's account, its sites in the order given, and another account. */
export function fillDattoRmm(
  store: DattoStore,
  specifications: readonly SiteSpecification[],
  deviceCount: number,
  random: Random,
): DattoSite[] {
  const accountUid = addAccount(store, mspName, 'pin4dcc0001', random);
  const sites = specifications.map((specification) => {
    const site = addSite(store, accountUid, specification, random);
    if (specification.variable !== undefined) {
      const { value, masked } = specification.variable;
      store.variables.put({
        id: store.nextVariableId(),
        accountUid,
        siteUid: site.uid,
        name: linkVariable,
        value,
        masked,
      });
    }
    return site;
  });
  addVariables(store, accountUid, sites);
  const managed = store.systemSite(accountUid, 'managed');
  const homes = managed === undefined ? sites : [...sites, managed];
  const deviceRandom = random.fork('devices');
  for (const [index, count] of spread(deviceCount, homes.length, deviceRandom).entries()) {
    const home = homes[index];
    if (home !== undefined) addDevices(store, home.uid, count, deviceRandom);
  }
  const deleted = store.systemSite(accountUid, 'deletedDevices');
  if (deviceCount > 0 && deleted !== undefined) {
    addDevices(store, deleted.uid, 3, deviceRandom, true);
  }
  addOtherAccount(store, random.fork('other account'));
  addCredentials(store, accountUid, sites, random.fork('keys'));
  return sites;
}

function addAccount(store: DattoStore, name: string, uid: string, random: Random): string {
  store.accounts.push({
    id: random.integer(10_000, 99_999),
    uid,
    name,
    currency: 'GBP',
    billingEmail: 'billing@msp.example',
    deviceLimit: 25_000,
    timeZone: 'Europe/London',
  });
  const system = [
    ['Managed', 'managed', false],
    ['OnDemand', 'onDemand', true],
    ['Deleted Devices', 'deletedDevices', false],
  ] as const;
  for (const [siteName, kind, onDemand] of system) {
    store.sites.put({
      ...blankSite(store, uid, siteName),
      uid: kind === 'deletedDevices' ? `${uid}/deleted-devices` : store.nextUid(),
      onDemand,
      splashtopAutoInstall: kind === 'managed',
      description: `${siteName} devices`,
      system: kind,
    });
  }
  store.users.push(...sampleUsers(uid));
  return uid;
}

function blankSite(store: DattoStore, accountUid: string, name: string): DattoSite {
  return {
    id: store.nextSiteId(),
    uid: store.nextUid(),
    accountUid,
    name,
    description: '',
    notes: null,
    onDemand: false,
    splashtopAutoInstall: false,
    proxySettings: null,
    autotaskCompanyName: null,
    autotaskCompanyId: null,
    system: null,
  };
}

function addSite(
  store: DattoStore,
  accountUid: string,
  { name, onDemand = false }: SiteSpecification,
  random: Random,
): DattoSite {
  const hasAutotask = random.chance(0.6);
  const site: DattoSite = {
    ...blankSite(store, accountUid, name),
    description: random.chance(0.3) ? null : '',
    onDemand,
    splashtopAutoInstall: random.chance(0.5),
    autotaskCompanyName: hasAutotask ? name : null,
    autotaskCompanyId: hasAutotask ? String(random.integer(1000, 9999)) : null,
  };
  store.sites.put(site);
  return site;
}

function addVariables(store: DattoStore, accountUid: string, sites: readonly DattoSite[]): void {
  const add = (siteUid: string | null, name: string, value: string, masked: boolean) => {
    store.variables.put({ id: store.nextVariableId(), accountUid, siteUid, name, value, masked });
  };
  add(null, 'MSPName', mspName, false);
  add(null, 'LocalAdminPassword', 'Rhubarb-42-Kettle', true);
  for (const [index, site] of sites.entries()) {
    if (index % 4 === 0) add(site.uid, 'BackupTarget', `nas-${String(index)}`, false);
  }
}

function addOtherAccount(store: DattoStore, random: Random): void {
  const accountUid = addAccount(store, otherMspName, 'pin9ab20007', random);
  for (const name of ['Bellweather Foods Ltd', 'Quantock Cider Company', 'Upland Wool Mill']) {
    const site = addSite(store, accountUid, { branch: 'noCompany', name }, random);
    addDevices(store, site.uid, 2, random);
  }
}

function addCredentials(
  store: DattoStore,
  accountUid: string,
  sites: readonly DattoSite[],
  random: Random,
): void {
  const text = (length: number) => random.text(length, keyAlphabet);
  const add = (label: string, uid: string, note: string, siteUids: string[] | null = null) => {
    // The second secret has characters that a form must encode: the key format is unconfirmed.
    const secret = label === 'secondAdmin' ? `${text(20)}+/&=% é` : text(32);
    store.credentials.push({ label, key: text(24), secret, accountUid: uid, note, siteUids });
  };
  const other = store.accounts.find((account) => account.uid !== accountUid);
  add('main', accountUid, 'Administrator of the MSP’s account.');
  add('secondAdmin', accountUid, 'Another administrator of the same account.');
  add(
    'restricted',
    accountUid,
    'A user of the same account who sees only some of its sites.',
    someSites(store, sites),
  );
  add('otherAccount', other?.uid ?? accountUid, 'Administrator of another account.');
}

/** Every other site, but never all that have devices: the counts must give the user away. */
function someSites(store: DattoStore, sites: readonly DattoSite[]): string[] {
  const inUse = new Set(store.devices.all().map((device) => device.siteUid));
  const unseen = sites.find((site) => !site.onDemand && inUse.has(site.uid));
  return sites.filter((site, index) => site !== unseen && index % 2 === 0).map((site) => site.uid);
}

function sampleUsers(accountUid: string): DattoUser[] {
  const people = [
    ['Amara', 'Okafor'],
    ['Ben', 'Tate'],
    ['Chloé', 'Dubois'],
    ['Dev', 'Raman'],
  ] as const;
  return people.map(([firstName, lastName], index) => ({
    accountUid,
    firstName,
    lastName,
    username: firstName.toLowerCase(),
    email: `${firstName.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()}@${accountUid}.example`,
    telephone: index % 2 === 0 ? null : '+44 1632 960100',
    status: 'Active',
    createdMs: sampleNowMs - 900 * dayMs,
    lastAccessMs: index === 3 ? null : sampleNowMs - index * dayMs,
    disabled: false,
  }));
}
