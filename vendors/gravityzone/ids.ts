import type { z } from 'zod';
import { VendorError } from '../http/errors.ts';
import { companyIdSchema } from './schemas.ts';
import type { CompanyFolderId, CompanyId, PackageId } from './schemas.ts';

/**
 * A company id from text, such as a database row.
 * @throws {VendorError} `not-sent` if it is not 24 hexadecimal characters
 */
export const companyId = (text: string): CompanyId => parseId(companyIdSchema, text, 'company id');

/**
 * The last check before a call that acts on what an id names: left out, it would mean the partner's
 * own company, so it is looked at again here whatever its type says.
 * @throws {VendorError} `not-sent`
 */
export function requireId<Id extends CompanyId | CompanyFolderId>(id: Id): Id {
  parseId(companyIdSchema, id, 'id');
  return id;
}

/** @throws {VendorError} `not-sent` if it is empty */
export function requirePackageId(id: PackageId): PackageId {
  if (typeof id === 'string' && id !== '') return id;
  throw missing('package id');
}

/**
 * An answer about another company than was asked for is no evidence about this one.
 * @throws {VendorError} `contract-broken`
 */
export function requireSame<Found extends { id: CompanyId }>(
  asked: CompanyId,
  found: Found,
): Found {
  if (found.id.toLowerCase() === asked.toLowerCase()) return found;
  throw new VendorError({
    code: 'contract-broken',
    vendor: 'gravityzone',
    operation: 'companies.getCompanyDetails',
    happened: 'it answered with another company than was asked for',
  });
}

function parseId<S extends z.ZodType>(schema: S, text: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw missing(what);
}

function missing(what: string): VendorError {
  return new VendorError({
    code: 'not-sent',
    vendor: 'gravityzone',
    operation: 'check id',
    happened: `a call was about to be made without a whole ${what}, which would mean the partner's own company`,
    next: 'Report this: it is a fault of Sitesync.',
  });
}
