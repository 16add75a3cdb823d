import type { AddressPolicy } from '../http/addresses.ts';
import type { CallReport } from '../http/call.ts';
import { VendorError } from '../http/errors.ts';
import type { VendorErrorCode } from '../http/errors.ts';
import type { RateLimits } from '../http/limits.ts';
import { createGravityzoneClient } from './client.ts';
import type { Company } from './schemas.ts';

/** The APIs that the key needs, by the name that getApiKeyDetails gives them. */
export const neededApis = ['companies', 'licensing', 'packages', 'network'] as const;

export type GravityzoneKeyCheck =
  | {
      ok: true;
      /** Normalised; what is to be stored. */
      accessUrl: string;
      /** The partner's company, which binds a tenant. */
      rootId: string;
      rootName: string;
      enabledApis: string[];
    }
  | {
      ok: false;
      code: VendorErrorCode | 'missing-rights' | 'not-a-partner';
      /** The APIs that are not enabled for the key. */
      missing: string[];
      /** For the operator: what is wrong and what to do. */
      message: string;
    };

/**
 * Whether a GravityZone key is good, whose it is and what it may do. Writes nothing.
 * Rejects only with the reason of `signal`, or if the store of the limits fails.
 */
export async function checkGravityzoneKey(options: {
  accessUrl: string;
  apiKey: string;
  policy: AddressPolicy;
  limits: RateLimits;
  onCall?: ((call: CallReport) => void) | undefined;
  signal?: AbortSignal | undefined;
}): Promise<GravityzoneKeyCheck> {
  const { signal } = options;
  try {
    const client = createGravityzoneClient(options);
    const { enabledApis } = await client.apiKeyDetails({ signal });
    const missing = neededApis.filter((api) => !enabledApis.includes(api));
    if (missing.length > 0) return missingRights(missing);
    const root = await client.ownCompany({ signal });
    return root.type === 0
      ? {
          ok: true,
          accessUrl: client.accessUrl,
          rootId: root.id,
          rootName: root.name,
          enabledApis,
        }
      : notPartner(root);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return { ok: false, code: error.code, missing: [], message: error.message };
  }
}

function missingRights(missing: string[]): GravityzoneKeyCheck {
  const names = missing.map((api) => api.charAt(0).toUpperCase() + api.slice(1)).join(', ');
  return {
    ok: false,
    code: 'missing-rights',
    missing,
    message: `GravityZone: the API key is good but lacks ${names}. Tick Companies, Licensing, Packages and Network for it under My Account > API keys, then save the connection again.`,
  };
}

function notPartner(company: Company): GravityzoneKeyCheck {
  const kind = company.type === 1 ? 'a customer' : 'not shown to be a partner';
  return {
    ok: false,
    code: 'not-a-partner',
    missing: [],
    message: `GravityZone: the API key belongs to "${company.name}", which is ${kind}. Sitesync creates companies, so it needs a key made by an account of the partner company itself.`,
  };
}
