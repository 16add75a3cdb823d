import type { AddOn } from './licence.ts';
import type { CompanyId } from './schemas.ts';

/** The modules that can be chosen. Antimalware is always on and has no key. */
export type PackageModule =
  | 'advancedAntiExploit'
  | 'advancedThreatControl'
  | 'deviceControl'
  | 'firewall'
  | 'contentControl'
  | 'networkAttackDefense'
  | 'powerUser';

/** Languages that createPackage takes (gravityzone.md 5.1). */
export const packageLanguages = [
  'en_US',
  'es_ES',
  'de_DE',
  'fr_FR',
  'ro_RO',
  'pl_PL',
  'pt_BR',
  'it_IT',
  'ru_RU',
] as const;
export type PackageLanguage = (typeof packageLanguages)[number];

export interface NewPackage {
  companyId: CompanyId;
  name: string;
  description?: string | undefined;
  modules: readonly PackageModule[];
  addOns: readonly AddOn[];
  /** Remove another vendor's product before installing. */
  removeCompetitors: boolean;
  language?: PackageLanguage | undefined;
  /** At least 6 characters with a digit, an upper-case, a lower-case and a special one. */
  uninstallPassword?: string | undefined;
}

/** An add-on is a module, but Exchange protection, which is a role (gravityzone.md 5.1). */
const addOnModules = {
  edrSensor: 'edrSensor',
  patchManagement: 'patchManagement',
  fullDiskEncryption: 'encryption',
} as const;

/** `contentControl` is a deprecated key for three modules, which are sent instead (gravityzone.md 5.1). */
const moduleKeys: Partial<Record<PackageModule, readonly string[]>> = {
  contentControl: ['userControl', 'antiphishing', 'trafficScan'],
};

/** The parameters of createPackage. A module that is not named is off. */
export function createPackageParams(input: NewPackage): Record<string, unknown> {
  const addOns = input.addOns.filter((addOn) => addOn !== 'exchangeProtection');
  const modules = [
    ...input.modules.flatMap((module) => moduleKeys[module] ?? [module]),
    ...addOns.map((addOn) => addOnModules[addOn]),
  ];
  return {
    companyId: input.companyId,
    packageName: input.name,
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.language === undefined ? {} : { language: input.language }),
    modules: Object.fromEntries(modules.map((module) => [module, 1])),
    ...(input.addOns.includes('exchangeProtection') ? { roles: { exchange: 1 } } : {}),
    settings: {
      removeCompetitors: input.removeCompetitors ? 1 : 0,
      ...(input.uninstallPassword === undefined
        ? {}
        : { uninstallPassword: input.uninstallPassword }),
    },
  };
}
