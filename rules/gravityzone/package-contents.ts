import { addOnTitles, moduleTitles } from './settings.ts';
import type { AddOn, Licence, PackageDefaults, PackageModule } from './settings.ts';

/** The parts of `createPackage` that the default packages decide (gravityzone.md, 5.1). */
export interface PackageContents {
  modules: Record<string, 0 | 1>;
  roles: { exchange: 0 | 1 };
  settings: { removeCompetitors: 0 | 1 };
  language: string;
}

/**
 * What a new package has inside, by GravityZone's names. Antimalware has no input key and is always
 * on; Content Control is sent as its three parts, since the key for all of them is deprecated;
 * Exchange Protection is a role. The uninstall password is added where it is kept.
 */
export function packageContents(defaults: PackageDefaults): PackageContents {
  const { modules, addOns } = defaults;
  return {
    modules: {
      advancedAntiExploit: flag(modules.advancedAntiExploit),
      advancedThreatControl: flag(modules.advancedThreatControl),
      deviceControl: flag(modules.deviceControl),
      firewall: flag(modules.firewall),
      userControl: flag(modules.contentControl),
      antiphishing: flag(modules.contentControl),
      trafficScan: flag(modules.contentControl),
      networkAttackDefense: flag(modules.networkAttackDefense),
      powerUser: flag(modules.powerUser),
      edrSensor: flag(addOns.edrSensor),
      patchManagement: flag(addOns.patchManagement),
      encryption: flag(addOns.fullDiskEncryption),
    },
    roles: { exchange: flag(addOns.exchangeProtection) },
    settings: { removeCompetitors: flag(defaults.removeCompetitor) },
    language: defaults.language,
  };
}

/**
 * The `licenseSubscription` of a company that is created: always given, since leaving it out makes a
 * 30-day trial. `reservedSlots` is left out for the shared pool (gravityzone.md, 3.4, 6.1).
 */
export function licenceSubscription(licence: Licence): Record<string, number | boolean> {
  if (licence.kind === 'trial') return { type: 1 };
  const seats = licence.kind === 'fixed-seats' ? { reservedSlots: licence.seats } : {};
  return { type: 3, ...seats, ...licenceSwitches(licence.addOns) };
}

/** The flag of `getLicenseInfo` that allows each add-on (gravityzone.md, 6.2). */
const licenceFlags = {
  edrSensor: 'manageEventCorrelator',
  patchManagement: 'managePatchManagement',
  exchangeProtection: 'manageExchange',
  fullDiskEncryption: 'manageEncryption',
} as const satisfies Record<AddOn, string>;

/** Whether a company's licence allows each add-on; a missing flag is unknown, not no (spec 3.3). */
export function offeredAddOns(
  licenceInfo: Readonly<Record<string, unknown>>,
): Record<AddOn, 'yes' | 'no' | 'unknown'> {
  const offered = (addOn: AddOn) => {
    const value = licenceInfo[licenceFlags[addOn]];
    if (typeof value !== 'boolean') return 'unknown';
    return value ? 'yes' : 'no';
  };
  return {
    edrSensor: offered('edrSensor'),
    patchManagement: offered('patchManagement'),
    exchangeProtection: offered('exchangeProtection'),
    fullDiskEncryption: offered('fullDiskEncryption'),
  };
}

/** The operator's name of a module or add-on, for the row that GravityZone refused because of it. */
export function featureTitle(feature: PackageModule | AddOn): string {
  return { ...moduleTitles, ...addOnTitles }[feature];
}

function licenceSwitches(addOns: Record<AddOn, boolean>): Record<string, boolean> {
  return {
    [licenceFlags.edrSensor]: addOns.edrSensor,
    [licenceFlags.patchManagement]: addOns.patchManagement,
    [licenceFlags.exchangeProtection]: addOns.exchangeProtection,
    [licenceFlags.fullDiskEncryption]: addOns.fullDiskEncryption,
  };
}

function flag(on: boolean): 0 | 1 {
  return on ? 1 : 0;
}
