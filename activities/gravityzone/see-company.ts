import type { GravityzoneClient } from '../../vendors/gravityzone/client.ts';
import type { Company, CompanyId, PackageId } from '../../vendors/gravityzone/schemas.ts';
import { isVendorError, type VendorError } from '../../vendors/http/errors.ts';

/** What GravityZone says of a company by its id. */
export type CompanySight =
  | { sight: 'there'; company: Company }
  /** There is none, or the key has no right to it: some of its codes mean either (gravityzone.md 1.5). */
  | { sight: 'not-found' }
  | { sight: 'not-authorized' };

/** @throws {VendorError} for every refusal that says nothing of this one company */
export async function seeCompany(
  client: GravityzoneClient,
  id: CompanyId,
  signal: AbortSignal,
): Promise<CompanySight> {
  try {
    return { sight: 'there', company: await client.companyDetails(id, { signal }) };
  } catch (error) {
    if (isVendorError(error, 'not-found')) return { sight: 'not-found' };
    if (isVendorError(error, 'forbidden') && isOfOneObject(error)) {
      return { sight: 'not-authorized' };
    }
    throw error;
  }
}

/**
 * Whether a package answers by its id.
 *
 * @returns null where the answer says neither: which code an unknown package has is not known
 * (gravityzone.md 8).
 */
export async function isPackageReadable(
  client: GravityzoneClient,
  id: PackageId,
  signal: AbortSignal,
): Promise<boolean | null> {
  try {
    await client.packageDetails(id, { signal });
    return true;
  } catch (error) {
    if (isVendorError(error, 'not-found')) return false;
    if (isVendorError(error, 'forbidden') && isOfOneObject(error)) return false;
    if (isAnswered(error)) return null;
    throw error;
  }
}

/**
 * How many endpoints a company has.
 *
 * @returns null where they can't be counted: its network is closed, or there is no such call.
 */
export async function countEndpoints(
  client: GravityzoneClient,
  id: CompanyId,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    return await client.endpointsCount(id, { signal });
  } catch (error) {
    if (isAnswered(error)) return null;
    throw error;
  }
}

/** A key that may not use an API is refused every object of it alike (gravityzone.md 1.5). */
function isOfOneObject({ vendorCode, details }: VendorError): boolean {
  return vendorCode !== undefined && !/selected api|allowed to access/i.test(details ?? '');
}

/** GravityZone has spoken, though not to the point: a retry would get the same answer. */
function isAnswered(error: unknown): boolean {
  return (
    isVendorError(error, 'forbidden', 'not-found', 'refused', 'licence', 'contract-broken') ||
    (isVendorError(error, 'transient') && error.vendorCode !== undefined)
  );
}
