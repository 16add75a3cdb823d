import { z } from 'zod';
import { entitled } from './entitlement.ts';
import { containerId } from './containers.ts';
import { getInstallationLinks } from './installation-links.ts';
import { cut, pageParameters } from './pages.ts';
import { packageParameters, specificationOf, type ModuleKey } from './package-specification.ts';
import { parse, RpcError, type RpcCall, type RpcMethod } from './rpc.ts';
import { companyOrOwn, maySee, refuseOwn, requireManageable } from './sight.ts';
import type { Company, Package } from './store.ts';

const securityServer = 3;
const endpointTools = 4;
const quickKitMs = 300;

export const packageMethods: Readonly<Record<string, RpcMethod>> = {
  createPackage(call) {
    const { companyId, ...wanted } = parse(
      call,
      z.object({ companyId: z.string().optional(), ...packageParameters }),
    );
    const company = companyOrOwn(call, companyId);
    requireManageable(call, company);
    const specification = entitled(call, company, specificationOf(call, wanted));
    refuseDuplicate(call, company, specification.name, null);
    const nowMs = call.clock.nowMs();
    const created: Package = {
      id: call.store.nextId(),
      companyId: company.id,
      token: call.store.nextToken(),
      createdAtMs: nowMs,
      kitReadyAtMs: nowMs + kitBuildMs(call, company),
      ...specification,
    };
    call.store.packages.put(created);
    note(call, 'create', created);
    const result = { records: [created.id], success: true };
    return call.switches.get('gravityzone.createPackageForm') === 'array' ? [result] : result;
  },

  updatePackage(call) {
    const { packageId, ...wanted } = parse(
      call,
      z.object({ packageId: z.string(), ...packageParameters }),
    );
    const { before, company } = packageOf(call, packageId);
    const specification = entitled(call, company, specificationOf(call, wanted));
    refuseDuplicate(call, company, specification.name, before.id);
    const changed: Package = { ...before, ...specification };
    call.store.packages.put(changed);
    note(call, 'update', changed);
    const results = { null: null, true: true, array: [{ records: [changed.id], success: true }] };
    return results[call.switches.get('gravityzone.updatePackageResult')];
  },

  getPackagesList(call) {
    const { companyId, page, perPage } = parse(
      call,
      z.object({ companyId: z.string().optional(), ...pageParameters(100) }),
    );
    const company = companyOrOwn(call, companyId);
    refuseOwn(call, company);
    requireManageable(call, company);
    const rows = call.store.packages
      .listed()
      .filter((one) => one.companyId === company.id)
      .map(({ id, name }) => ({ id, name, type: endpointTools }));
    if (call.switches.get('gravityzone.securityServerPackage') === 'listed') {
      rows.unshift({
        id: containerId(company.id, 'Security Server'),
        name: 'Default Security Server Package',
        type: securityServer,
      });
    }
    const { items, total, pagesCount } = cut(call, rows, { page, perPage });
    return { page, pagesCount, perPage, total, items };
  },

  getPackageDetails(call) {
    const { packageId } = parse(call, z.object({ packageId: z.string() }));
    return packageView(call, packageOf(call, packageId).before);
  },

  deletePackage(call) {
    const { packageId } = parse(call, z.object({ packageId: z.string() }));
    const { before } = packageOf(call, packageId);
    call.store.packages.remove(before.id);
    note(call, 'delete', before);
    return null;
  },

  getInstallationLinks,
};

/** How long a kit takes: the switch for all, longer for the sample's companies with slow ones. */
function kitBuildMs(call: RpcCall, company: Company): number {
  const slowMs = call.store.slowKits.get(company.name) ?? 0;
  const times = {
    quick: Math.max(quickKitMs, slowMs),
    instant: 0,
    tenSeconds: 10_000,
    never: Infinity,
  };
  return times[call.switches.get('gravityzone.kitBuild')];
}

function packageOf(call: RpcCall, id: string): { before: Package; company: Company } {
  const before = call.store.packages.get(id);
  const company = before === undefined ? undefined : call.store.companies.get(before.companyId);
  if (
    before === undefined ||
    company === undefined ||
    !maySee(call.store, call.credential, company)
  ) {
    throw new RpcError(
      Number(call.switches.get('gravityzone.unknownPackageCode')),
      'The package does not exist',
    );
  }
  requireManageable(call, company);
  return { before, company };
}

function refuseDuplicate(
  call: RpcCall,
  company: Company,
  name: string,
  ownId: string | null,
): void {
  const scope = call.switches.get('gravityzone.duplicatePackageScope');
  if (scope === 'allowed') return;
  const taken = call.store.packages
    .all()
    .some(
      (one) =>
        one.name === name &&
        one.id !== ownId &&
        (scope === 'tenant' ? isInTree(call, one) : one.companyId === company.id),
    );
  if (!taken) return;
  throw new RpcError(
    Number(call.switches.get('gravityzone.duplicatePackageCode')),
    call.switches.get('gravityzone.duplicatePackageText') === 'exists'
      ? 'A package with this name already exists'
      : 'The package name is taken. Choose another one',
  );
}

function isInTree(call: RpcCall, one: Package): boolean {
  const company = call.store.companies.get(one.companyId);
  return company !== undefined && maySee(call.store, call.credential, company);
}

function packageView(call: RpcCall, one: Package): Record<string, unknown> {
  const all = (...keys: ModuleKey[]) => (keys.every((key) => one.modules[key] === 1) ? 1 : 0);
  return {
    packageName: one.name,
    description: one.description,
    language: one.language,
    modules: {
      antimalware: 1,
      ...one.modules,
      atc: one.modules.advancedThreatControl,
      contentControl: all('userControl', 'antiphishing', 'trafficScan'),
    },
    roles: one.roles,
    scanMode: one.scanMode,
    settings: {
      scanBeforeInstall: one.settings['scanBeforeInstall'] === 1,
      removeCompetitors: one.settings['removeCompetitors'] === 1,
      customInstallationPath: one.settings['customInstallationPath'] ?? '',
      ...(one.settings['customGroupId'] === undefined
        ? {}
        : { customGroupId: one.settings['customGroupId'] }),
    },
    deploymentOptions: one.deploymentOptions,
    ...(call.switches.get('gravityzone.packageDetailsProductType') === 'present'
      ? { productType: one.productType }
      : {}),
  };
}

function note(call: RpcCall, verb: 'create' | 'update' | 'delete', { id, name }: Package): void {
  call.effect = { verb, kind: 'package', id, name };
}
