import type { Random } from '../random.ts';
import { monthlyLicense, type License } from '../gravityzone/license.ts';
import { moduleKeys, type ModuleKey } from '../gravityzone/package-specification.ts';
import type { Company, GravityZoneStore } from '../gravityzone/store.ts';
import { sampleNowMs } from './dates.ts';
import { mspName, otherMspName } from './datto-sample.ts';
import { addEndpoints } from './endpoints.ts';
import type { CompanySpecification, SiteSpecification } from './site-specification.ts';

const dayMs = 86_400_000;
const keyAlphabet = '0123456789abcdef';
const allApis = [
  'companies',
  'licensing',
  'network',
  'packages',
  'policies',
  'accounts',
  'reports',
];

/** Fills GravityZone; gives the ids of the companies that each site's name stands for. */
export function fillGravityZone(
  store: GravityZoneStore,
  specifications: readonly SiteSpecification[],
  others: readonly CompanySpecification[],
  random: Random,
): string[][] {
  const root = addCompany(store, { name: mspName, type: 0, parentId: null }, random);
  store.rootCompanyId = root.id;
  const otherRoot = addCompany(store, { name: otherMspName, type: 0, parentId: null }, random);
  const nested = addCompany(
    store,
    { name: 'Northgate IT Services Ltd', type: 0, parentId: root.id },
    random,
  );
  const folder = {
    id: store.nextId(),
    name: 'Charities and surgeries',
    companyId: root.id,
    parentFolderId: null,
  };
  store.folders.put(folder);
  const parents = {
    root: root.id,
    folder: root.id,
    nestedPartner: nested.id,
    otherPartner: otherRoot.id,
  };
  const add = (specification: CompanySpecification) =>
    addCompany(
      store,
      {
        name: specification.name,
        type: 1,
        parentId: parents[specification.place],
        folderId: specification.place === 'folder' ? folder.id : null,
        isSuspended: specification.isSuspended ?? false,
        canBeManagedByAbove: specification.canBeManagedByAbove ?? true,
      },
      random,
    );
  const companyIds = specifications.map((specification) => {
    if (specification.kitBuildMs !== undefined) {
      store.slowKits.set(specification.name, specification.kitBuildMs);
    }
    return (specification.companies ?? []).map((company) => add(company).id);
  });
  for (const specification of others) {
    const company = add(specification);
    if (specification.package !== undefined) addPackage(store, company, specification.package);
  }
  addCredentials(store, root, otherRoot, random.fork('keys'));
  addEndpoints(store, root, random.fork('endpoints'));
  return companyIds;
}

function addCompany(
  store: GravityZoneStore,
  given: Pick<Company, 'name' | 'type' | 'parentId'> & Partial<Company>,
  random: Random,
): Company {
  const license: License = monthlyLicense({
    manageEncryption: true,
    managePatchManagement: true,
    manageEventCorrelator: random.chance(0.5),
    manageExchange: random.chance(0.3),
  });
  const company: Company = {
    id: store.nextId(),
    folderId: null,
    address: '',
    phone: '',
    country: 'GB',
    state: 'N/A',
    industry: 0,
    canBeManagedByAbove: true,
    enforce2FA: true,
    skip2FAPeriod: 0,
    isSuspended: false,
    createdAtMs: sampleNowMs - random.integer(30, 900) * dayMs,
    contactPerson: {},
    customFields: {},
    license: { ...license, usedSlots: random.integer(0, 40) },
    ...given,
  };
  store.companies.put(company);
  return company;
}

/** A package as a person makes one in Control Center. */
function addPackage(store: GravityZoneStore, company: Company, name: string): void {
  const on: readonly ModuleKey[] = ['advancedThreatControl', 'firewall', 'networkAttackDefense'];
  store.packages.put({
    id: store.nextId(),
    companyId: company.id,
    token: store.nextToken(),
    createdAtMs: company.createdAtMs,
    kitReadyAtMs: company.createdAtMs,
    name,
    description: '',
    language: 'en_US',
    modules: Object.fromEntries(moduleKeys.map((key) => [key, on.includes(key) ? 1 : 0])) as Record<
      ModuleKey,
      0 | 1
    >,
    roles: { relay: 0, exchange: 0 },
    scanMode: { type: 1 },
    settings: { removeCompetitors: 1 },
    deploymentOptions: { type: 1 },
    productType: 0,
  });
}

function addCredentials(
  store: GravityZoneStore,
  root: Company,
  otherRoot: Company,
  random: Random,
): void {
  const add = (label: string, company: Company, apis: readonly string[], note: string) => {
    store.users.set(`${label.toLowerCase()}@msp.example`, company.id);
    store.credentials.push({
      label,
      key: random.text(64, keyAlphabet),
      companyId: company.id,
      apis,
      createdAtMs: sampleNowMs - 60 * dayMs,
      note,
    });
  };
  const customer = store.companies.all().find((company) => company.type === 1) ?? root;
  const withoutPackages = allApis.filter((api) => api !== 'packages');
  add('main', root, allApis, 'The MSP’s partner company, every API.');
  add('withoutPackages', root, withoutPackages, 'The same company without the Packages API.');
  add('customer', customer, allApis, 'A customer company, which is no partner.');
  add('otherPartner', otherRoot, allApis, 'Another partner of the instance.');
}
