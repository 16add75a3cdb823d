import { monthly, type AddOn } from './license.ts';
import type { ModuleKey, PackageSpecification } from './package-specification.ts';
import { RpcError, type RpcCall } from './rpc.ts';
import type { Company } from './store.ts';

/** Which licence flag a module needs (gravityzone.md 6.2); the flags of the last two are invented. */
const flagOfModule: Partial<Record<ModuleKey, AddOn>> = {
  encryption: 'manageEncryption',
  patchManagement: 'managePatchManagement',
  edrSensor: 'manageEventCorrelator',
  containerProtection: 'manageContainerProtection',
  integrityMonitoring: 'manageIntegrityMonitoring',
};

/** What the company's subscription lets through: refused, or dropped in silence, as switched. */
export function entitled(
  call: RpcCall,
  company: Company,
  wanted: PackageSpecification,
): PackageSpecification {
  const unlicensed = Object.entries(flagOfModule)
    .filter(([key]) => wanted.modules[key as ModuleKey] === 1)
    .filter(([key, flag]) => !isLicensed(company, key, flag, wanted.productType))
    .map(([key]) => key);
  const exchange = wanted.roles.exchange === 1 && !company.license.flags.manageExchange;
  if (unlicensed.length === 0 && !exchange) return wanted;
  if (call.switches.get('gravityzone.unlicensedModule') === 'refused') {
    throw new RpcError(
      Number(call.switches.get('gravityzone.unlicensedModuleCode')),
      `The company does not have a valid license for this operation: ${[...unlicensed, ...(exchange ? ['exchange'] : [])].join(', ')}`,
    );
  }
  return {
    ...wanted,
    modules: { ...wanted.modules, ...Object.fromEntries(unlicensed.map((key) => [key, 0])) },
    roles: exchange ? { ...wanted.roles, exchange: 0 } : wanted.roles,
  };
}

function isLicensed(company: Company, key: string, flag: AddOn, productType: number): boolean {
  const { license } = company;
  if (license.flags[flag]) return true;
  if (key !== 'edrSensor') return false;
  const model = license.assignedProtectionModel;
  return productType === 3 || (license.type === monthly && model !== null && model !== 'aLaCarte');
}
