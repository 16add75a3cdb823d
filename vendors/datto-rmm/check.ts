import type { AddressPolicy } from '../http/addresses.ts';
import type { CallReport } from '../http/call.ts';
import { VendorError } from '../http/errors.ts';
import type { VendorErrorCode } from '../http/errors.ts';
import type { RateLimits } from '../http/limits.ts';
import { createDattoRmmClient } from './client.ts';
import type { DattoRmmClient } from './client.ts';
import type { Account, Site } from './schemas.ts';

/** What an administrator can read. */
export type DattoReadRight = 'account' | 'sites' | 'users' | 'variables';

export type DattoRmmKeyCheck =
  | {
      ok: true;
      /** With the account's uid, what a tenant is. */
      origin: string;
      accountUid: string;
      accountName: string;
      siteCount: number;
      managedDeviceCount: number;
    }
  | {
      ok: false;
      code: VendorErrorCode | 'missing-rights' | 'sites-hidden';
      missing: DattoReadRight[];
      /** For the operator: what is wrong and what to do. */
      message: string;
    };

/**
 * Whether a Datto RMM key is good, whose it is, and whether its user administers the account. No
 * call returns the security level, so this is evidence and no proof: account, sites, users and
 * variables are readable, and the account's managed devices are all in sites that the key sees.
 * Rejects only with the reason of `signal`, or if the store of the limits fails.
 */
export async function checkDattoRmmKey(options: {
  url: string;
  key: string;
  secret: string;
  policy: AddressPolicy;
  limits: RateLimits;
  onCall?: ((call: CallReport) => void) | undefined;
  signal?: AbortSignal | undefined;
}): Promise<DattoRmmKeyCheck> {
  const { signal } = options;
  try {
    const client = createDattoRmmClient(options);
    const missing: DattoReadRight[] = [];
    const probe = async <T>(right: DattoReadRight, read: Promise<T>): Promise<T | undefined> => {
      try {
        return await read;
      } catch (error) {
        if (!(error instanceof VendorError) || error.code !== 'forbidden') throw error;
        missing.push(right);
        return undefined;
      }
    };
    const before = await probe('account', client.account({ signal }));
    const sites = await probe('sites', readSites(client, signal));
    await probe('users', readFirstPage(client.listUsers({ signal, pageSize: 1 })));
    await probe('variables', client.accountVariables({ signal }));
    if (before === undefined || sites === undefined || missing.length > 0) {
      return missingRights(missing);
    }
    const after = await client.account({ signal });
    return compareDevices(client.origin, [before, after], sites);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return { ok: false, code: error.code, missing: [], message: error.message };
  }
}

/**
 * The account counts the devices of all its managed sites, the system site "Managed" included;
 * "Deleted Devices" is none of them (datto-rmm.md 6). Devices come and go between the calls, so the
 * sum has to lie within the account's count before and after.
 */
function compareDevices(
  origin: string,
  accounts: [before: Account, after: Account],
  sites: readonly Site[],
): DattoRmmKeyCheck {
  const [, account] = accounts;
  const seen = sites
    .filter((site) => site.onDemand === false && site.name !== 'Deleted Devices')
    .reduce((sum, site) => sum + (site.devicesStatus?.numberOfDevices ?? 0), 0);
  const counts = accounts.map(({ devicesStatus }) => devicesStatus?.numberOfManagedDevices ?? null);
  const known = counts.filter((count) => count !== null);
  if (known.length < counts.length) {
    return hidden('Datto RMM did not say how many managed devices the account has');
  }
  if (seen < Math.min(...known) || seen > Math.max(...known)) {
    return hidden(
      `the account has ${known.at(-1)} managed devices, but the sites that this key sees have ${seen}`,
    );
  }
  return {
    ok: true,
    origin,
    accountUid: account.uid,
    accountName: account.name ?? account.uid,
    siteCount: sites.length,
    managedDeviceCount: seen,
  };
}

async function readSites(client: DattoRmmClient, signal?: AbortSignal): Promise<Site[]> {
  const sites = new Map<string, Site>();
  for await (const page of client.listSites({ signal })) {
    for (const site of page.items) sites.set(site.uid, site);
  }
  return [...sites.values()];
}

async function readFirstPage(pages: AsyncGenerator<unknown, void>): Promise<void> {
  await pages.next();
  await pages.return();
}

function missingRights(missing: DattoReadRight[]): DattoRmmKeyCheck {
  return {
    ok: false,
    code: 'missing-rights',
    missing,
    message: `Datto RMM: the user of this API key may not read ${missing.join(', ')}. Use the key of a user with the security level Administrator.`,
  };
}

function hidden(reason: string): DattoRmmKeyCheck {
  return {
    ok: false,
    code: 'sites-hidden',
    missing: [],
    message: `Datto RMM: ${reason}. Use the key of a user with the security level Administrator who sees all sites; if it is one, wait a minute and try again, since devices may have come or gone just now.`,
  };
}
