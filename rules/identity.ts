import { z } from 'zod';

/**
 * Ids that must never be mixed up. Each is a string with a brand: the only ways to get one are the
 * schema (at an edge) and the constructor (from text that is expected to be right).
 */

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const objectId = /^[0-9a-f]{24}$/;
const opaque = /^[A-Za-z0-9_-]{1,64}$/;

/** A Datto RMM site's uid: a GUID. "Deleted Devices" has none, so it can't be one (datto-rmm.md, 6). */
export const siteUidSchema = z
  .string()
  .regex(guid, 'A site uid is a GUID, such as 0f0e7f54-3c1c-4a53-9a39-0d3f0f6f1a10.')
  .brand<'SiteUid'>();
export type SiteUid = z.infer<typeof siteUidSchema>;

/** A GravityZone company's id: 24 hexadecimal characters (gravityzone.md, 2). */
export const companyIdSchema = z
  .string()
  .regex(objectId, 'A GravityZone company id is 24 hexadecimal characters.')
  .brand<'CompanyId'>();
export type CompanyId = z.infer<typeof companyIdSchema>;

/** A GravityZone installation package's id: 24 hexadecimal characters (gravityzone.md, 2). */
export const packageIdSchema = z
  .string()
  .regex(objectId, 'A GravityZone package id is 24 hexadecimal characters.')
  .brand<'PackageId'>();
export type PackageId = z.infer<typeof packageIdSchema>;

/** A tenant's own id here: opaque, without a slash, since it is a part of workflow ids. */
export const tenantIdSchema = z
  .string()
  .regex(opaque, 'A tenant id is 1 to 64 letters, digits, hyphens or underscores.')
  .brand<'TenantId'>();
export type TenantId = z.infer<typeof tenantIdSchema>;

/** Thrown by the constructors for text that is no such id. The message says what one looks like. */
export class NotAnId extends Error {
  override readonly name = 'NotAnId';
}

/** @throws {NotAnId} unless `text` is a GUID */
export function siteUid(text: string): SiteUid {
  return checked(siteUidSchema, text);
}

/** Accepts capitals, since people paste ids; GravityZone itself writes them small. @throws {NotAnId} */
export function companyId(text: string): CompanyId {
  return checked(companyIdSchema, text.toLowerCase());
}

/** Accepts capitals, as {@link companyId} does. @throws {NotAnId} */
export function packageId(text: string): PackageId {
  return checked(packageIdSchema, text.toLowerCase());
}

/** @throws {NotAnId} unless `text` can be a tenant's id */
export function tenantId(text: string): TenantId {
  return checked(tenantIdSchema, text);
}

/** Whether `text` is a site's uid; false for what Datto gives the "Deleted Devices" group. */
export function isSiteUid(text: string): text is SiteUid {
  return guid.test(text);
}

function checked<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new NotAnId(parsed.error.issues[0]?.message ?? 'This is not an id of the expected kind.');
}
