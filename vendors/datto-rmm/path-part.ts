import { VendorError } from '../http/errors.ts';

/**
 * A uid as one part of a path. It is never checked for being a GUID: that of "Deleted Devices" is
 * none. But nothing may turn the path into another one.
 * @throws {VendorError} `not-sent`
 */
export function part(uid: string): string {
  if (uid !== '' && uid !== '.' && uid !== '..') return encodeURIComponent(uid);
  throw new VendorError({
    code: 'not-sent',
    vendor: 'datto-rmm',
    operation: 'check uid',
    happened: 'a call was about to be made without the uid that it is about',
    next: 'Report this: it is a fault of Sitesync.',
  });
}
