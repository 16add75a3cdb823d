import type { AddressPolicy } from '../http/addresses.ts';
import type { CallReport } from '../http/call.ts';
import { VendorError } from '../http/errors.ts';
import type { VendorErrorCode } from '../http/errors.ts';
import type { RateLimits } from '../http/limits.ts';
import { createItglueClient } from './client.ts';
import type { ItglueClient } from './client.ts';
import type { OrganizationId } from './ids.ts';
import type { Organization } from './schemas.ts';

/** What a sync reads, by the names that an operator knows. */
export type ItglueReadRight =
  | 'organizations'
  | 'organization types'
  | 'organization statuses'
  | 'configurations'
  | 'configuration types'
  | 'configuration statuses'
  | 'manufacturers'
  | 'models'
  | 'operating systems'
  | 'flexible asset types';

export type ItglueKeyCheck =
  | {
      ok: true;
      /** Normalised; what is to be stored. */
      origin: string;
      /** The MSP's own organization, which binds a tenant. */
      primaryOrganizationId: OrganizationId;
      primaryOrganizationName: string;
    }
  | {
      ok: false;
      code: VendorErrorCode | 'missing-rights' | 'no-primary-organization';
      missing: ItglueReadRight[];
      /** For the operator: what is wrong and what to do. */
      message: string;
    };

/**
 * Whether an IT Glue key is good, whose it is and what it may read. No call tells a key's rights, so
 * each thing is read once; what it may write shows when a write is refused. Writes nothing.
 * Rejects only with the reason of `signal`, or if the store of the limits fails.
 */
export async function checkItglueKey(options: {
  url: string;
  apiKey: string;
  policy: AddressPolicy;
  limits: RateLimits;
  onCall?: ((call: CallReport) => void) | undefined;
  signal?: AbortSignal | undefined;
}): Promise<ItglueKeyCheck> {
  const { signal } = options;
  try {
    const client = createItglueClient(options);
    const missing = await missingRights(client, signal);
    if (missing.length > 0) return lacking(missing);
    const primary = await client.primaryOrganizations({ signal });
    return identified(client.origin, primary);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return { ok: false, code: error.code, missing: [], message: error.message };
  }
}

async function missingRights(
  client: ItglueClient,
  signal: AbortSignal | undefined,
): Promise<ItglueReadRight[]> {
  const first = { signal, pageSize: 1 };
  const probes: [ItglueReadRight, () => Promise<unknown>][] = [
    ['organizations', () => firstPage(client.listOrganizations(first))],
    ['organization types', () => client.organizationTypes({ signal })],
    ['organization statuses', () => client.organizationStatuses({ signal })],
    ['configurations', () => firstPage(client.listConfigurations(first))],
    ['configuration types', () => client.configurationTypes({ signal })],
    ['configuration statuses', () => client.configurationStatuses({ signal })],
    ['manufacturers', () => firstPage(client.listManufacturers(first))],
    ['models', () => firstPage(client.listModels(first))],
    ['operating systems', () => firstPage(client.listOperatingSystems(first))],
    ['flexible asset types', () => client.flexibleAssetTypes({ signal })],
  ];
  const missing: ItglueReadRight[] = [];
  for (const [right, probe] of probes) {
    try {
      await probe();
    } catch (error) {
      if (!(error instanceof VendorError) || error.code !== 'forbidden') throw error;
      missing.push(right);
    }
  }
  return missing;
}

async function firstPage(pages: AsyncGenerator<unknown, void>): Promise<void> {
  await pages.next();
  await pages.return();
}

function lacking(missing: ItglueReadRight[]): ItglueKeyCheck {
  return {
    ok: false,
    code: 'missing-rights',
    missing,
    message: `IT Glue: the API key is good but may not read ${missing.join(', ')}. Use a key made by an Administrator under Account > Settings > API Keys.`,
  };
}

function identified(origin: string, [primary, another]: readonly Organization[]): ItglueKeyCheck {
  if (primary !== undefined && another === undefined) {
    return {
      ok: true,
      origin,
      primaryOrganizationId: primary.id,
      primaryOrganizationName: primary.name,
    };
  }
  const what =
    primary === undefined
      ? 'the API key sees no organization that is marked as your own company'
      : `the API key sees more than one organization that is marked as your own company ("${primary.name}" and "${another?.name}")`;
  return {
    ok: false,
    code: 'no-primary-organization',
    missing: [],
    message: `IT Glue: ${what} (the primary organization), by which Sitesync tells accounts apart. Use a key of an Administrator who sees all organizations, and check which one is primary.`,
  };
}
