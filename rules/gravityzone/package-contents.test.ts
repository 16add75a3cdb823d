import { describe, expect, test } from 'vitest';
import { licenceSubscription, offeredAddOns, packageContents } from './package-contents.ts';
import { defaultGravityzoneSettings } from './settings.ts';
import { uninstallPasswordFault } from './uninstall-password.ts';

const defaults = defaultGravityzoneSettings();

describe('Default packages', () => {
  test('hold every module by GravityZone’s own name, and no antimalware key', () => {
    const { modules, roles, settings } = packageContents(defaults.package);
    expect(modules).toEqual({
      advancedAntiExploit: 1,
      advancedThreatControl: 1,
      deviceControl: 1,
      firewall: 1,
      userControl: 1,
      antiphishing: 1,
      trafficScan: 1,
      networkAttackDefense: 1,
      powerUser: 0,
      edrSensor: 0,
      patchManagement: 0,
      encryption: 0,
    });
    expect(roles).toEqual({ exchange: 0 });
    expect(settings).toEqual({ removeCompetitors: 1 });
  });

  test('add-ons are offered as far as getLicenseInfo shows them; a missing flag is unknown, not no', () => {
    expect(offeredAddOns({ manageEventCorrelator: true, manageExchange: false })).toEqual({
      edrSensor: 'yes',
      patchManagement: 'unknown',
      exchangeProtection: 'no',
      fullDiskEncryption: 'unknown',
    });
  });

  test('an uninstall password is checked without being repeated', () => {
    expect(uninstallPasswordFault('Abc12!')).toBeUndefined();
    expect(uninstallPasswordFault('abcdef')).toBe(
      'The uninstall password needs a digit, a capital letter, a special character.',
    );
  });
});

describe('The licence of new companies', () => {
  test('the default is type 3, monthly, from the shared pool, with exactly the add-on switches chosen', () => {
    expect(licenceSubscription(defaults.licence)).toEqual({
      type: 3,
      manageEventCorrelator: false,
      managePatchManagement: false,
      manageExchange: false,
      manageEncryption: false,
    });
  });

  test('trial and fixed seats can be chosen', () => {
    const addOns = { ...defaults.package.addOns, edrSensor: true };
    expect(licenceSubscription({ kind: 'trial' })).toEqual({ type: 1 });
    expect(licenceSubscription({ kind: 'fixed-seats', seats: 25, addOns })).toMatchObject({
      type: 3,
      reservedSlots: 25,
      manageEventCorrelator: true,
    });
  });
});
