import type { Database } from '../db/connect.ts';
import { rateLimit } from '../db/schema/index.ts';
import { checkDattoRmmKey, type DattoRmmKeyCheck } from '../vendors/datto-rmm/check.ts';
import { checkGravityzoneKey, type GravityzoneKeyCheck } from '../vendors/gravityzone/check.ts';
import { checkItglueKey, type ItglueKeyCheck } from '../vendors/itglue/check.ts';
import { createRateLimits } from '../vendors/http/limits.ts';
import { ApiError } from './api-error.ts';

export interface VendorChecks {
  dattoRmm(credentials: { url: string; key: string; secret: string }): Promise<DattoRmmKeyCheck>;
  gravityzone(credentials: { accessUrl: string; apiKey: string }): Promise<GravityzoneKeyCheck>;
  itglue(credentials: { url: string; apiKey: string }): Promise<ItglueKeyCheck>;
}

/** Which hosts may be called, and how fast. */
export interface VendorReach {
  allowLoopback: boolean;
  extraOrigins: readonly string[];
  rateScale: number;
}

const checkTimeoutMs = 60_000;

/** The vendors' own checks, under the limits that the workers share. */
export function createVendorChecks(db: Database, reach: VendorReach): VendorChecks {
  const { rateScale, ...policy } = reach;
  const store = { client: db, schema: rateLimit };
  const limits = createRateLimits({ store, scale: rateScale });
  const options = () => ({ policy, limits, signal: AbortSignal.timeout(checkTimeoutMs) });
  return {
    dattoRmm: (credentials) => inTime(checkDattoRmmKey({ ...credentials, ...options() })),
    gravityzone: (credentials) => inTime(checkGravityzoneKey({ ...credentials, ...options() })),
    itglue: (credentials) => inTime(checkItglueKey({ ...credentials, ...options() })),
  };
}

async function inTime<T>(check: Promise<T>): Promise<T> {
  try {
    return await check;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    throw new ApiError(
      504,
      'check-too-slow',
      'The vendor did not answer all questions within a minute; nothing was saved. Try again.',
    );
  }
}

export type FailedCheck = Extract<
  DattoRmmKeyCheck | GravityzoneKeyCheck | ItglueKeyCheck,
  { ok: false }
>;

/** The answer to a key that was not good: whose fault it is, in HTTP's terms. */
export function failedCheck({ code, message }: FailedCheck): ApiError {
  switch (code) {
    case 'address-refused':
      return new ApiError(400, code, message);
    case 'auth-refused':
    case 'forbidden':
    case 'missing-rights':
    case 'sites-hidden':
    case 'not-a-partner':
    case 'no-primary-organization':
    case 'licence':
    case 'refused':
    case 'conflict':
    case 'not-found':
      return new ApiError(422, code, message);
    case 'rate-limited':
    case 'blocked':
      return new ApiError(429, code, message);
    case 'contract-broken':
    case 'transient':
    case 'unknown-outcome':
    case 'not-sent':
      return new ApiError(502, code, message);
  }
}
