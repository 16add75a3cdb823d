import type { Vendor } from '../schema/index.ts';
import type { ConnectionRow } from './list-connections.ts';

/** What the vendors are called in a sentence. */
export const vendorLabels = {
  'datto-rmm': 'Datto RMM',
  gravityzone: 'GravityZone',
  itglue: 'IT Glue',
} as const satisfies Record<Vendor, string>;

/** Why a connection can't be used, and what mends it. */
export function unusable({
  vendor,
  state,
  missing,
}: Pick<ConnectionRow, 'vendor' | 'state' | 'missing'>): string {
  const what =
    state === 'auth-failed' ? 'refused the key' : `has a key that lacks ${missing.join(', ')}`;
  return `${vendorLabels[vendor]} ${what}: save a good one with \`sitesync connect ${vendor}\`.`;
}
