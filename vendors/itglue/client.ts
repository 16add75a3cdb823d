import type { AddressPolicy } from '../http/addresses.ts';
import type { CallReport } from '../http/call.ts';
import { keyHash } from '../http/key-hash.ts';
import type { RateLimits } from '../http/limits.ts';
import { Turn } from '../http/turn.ts';
import { checkVendorUrl } from '../http/vendor-url.ts';
import { catalogueReads } from './catalogues.ts';
import { configurationReads } from './configurations.ts';
import { createWrites } from './create-writes.ts';
import { flexibleAssetReads } from './flexible-assets.ts';
import type { OrganizationId } from './ids.ts';
import { callLimit } from './limits.ts';
import type { WriteOperation } from './limits.ts';
import { organizationReads } from './organizations.ts';
import type { ItglueConnection } from './request.ts';
import { severalReads } from './several.ts';
import { updateWrites } from './update-writes.ts';

export interface ItglueClientOptions {
  /** A region (us, eu, au) or an API URL; checked here. */
  url: string;
  apiKey: string;
  policy: AddressPolicy;
  limits: RateLimits;
  /** The primary organization's id once it is known: limits count for the account, whichever key. */
  primaryOrganizationId?: OrganizationId | undefined;
  onCall?: ((call: CallReport) => void) | undefined;
  /** Time limit of a write, in milliseconds. Default 30,000. */
  writeTimeoutMs?: number | undefined;
}

export type ItglueClient = ReturnType<typeof createItglueClient>;

/**
 * The part of the IT Glue API that Sitesync uses. Reads wait for their limit by themselves; a write
 * needs a turn taken beforehand. Every method rejects with a {@link VendorError}, or, if its signal
 * stops a read or a wait, with the signal's reason.
 * @throws {VendorError} `address-refused` if the URL is not one of IT Glue's
 */
export function createItglueClient(options: ItglueClientOptions) {
  const origin = checkVendorUrl('itglue', options.url, options.policy);
  const limit = callLimit(options.primaryOrganizationId ?? keyHash(origin, options.apiKey));
  const connection: ItglueConnection = { ...options, origin, limit };
  return {
    /** The API's origin, as checked. */
    origin,

    /** Waits until the limit grants one write. */
    async turn<Operation extends WriteOperation>(
      operation: Operation,
      signal?: AbortSignal,
    ): Promise<Turn<Operation>> {
      await options.limits.turn(limit, signal);
      return new Turn(operation);
    },

    ...organizationReads(connection),
    ...configurationReads(connection),
    ...severalReads(connection),
    ...catalogueReads(connection),
    ...flexibleAssetReads(connection),
    ...createWrites(connection),
    ...updateWrites(connection),
  };
}
