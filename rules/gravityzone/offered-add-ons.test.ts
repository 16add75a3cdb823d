import { expect, test } from 'vitest';
import { offeredAddOns } from './offered-add-ons.ts';
import { uninstallPasswordFault } from './uninstall-password.ts';

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
