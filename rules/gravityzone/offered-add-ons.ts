import { addOnTitles, type AddOn } from './settings.ts';

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

/** The operator's name of an add-on, for the row that fails because of it. */
export function addOnTitle(addOn: AddOn): string {
  return addOnTitles[addOn];
}
