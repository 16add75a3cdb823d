import { z } from 'zod';

/**
 * What Datto RMM answers, as far as Sitesync uses it. Production sends null in nearly every field
 * and new enum values without notice (datto-rmm.md 0, 7.5), so a field that is missing, null or of
 * another type is null here and never costs the item. Only what an item makes no sense without is
 * required. Unknown fields are dropped: `proxySettings`, for one, holds a password.
 */
const maybe = <S extends z.ZodType>(schema: S) =>
  schema
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);

const text = maybe(z.string());
const flag = maybe(z.boolean());
const count = maybe(z.number());

/** int64 on the wire; one that JSON numbers can't hold exactly would name another object. */
const numericId = z.int().nonnegative();

/**
 * A moment as epoch milliseconds. The specification says text, the wire has numbers: over
 * 9,999,999,999 milliseconds, below seconds; the year 1 stands for none (datto-rmm.md 5.0).
 */
export function parseDattoTime(value: unknown): number | null {
  if (typeof value === 'string') {
    const atMs = Date.parse(value);
    return Number.isNaN(atMs) ? null : atMs;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value === -62135596800000) {
    return null;
  }
  return value > 9_999_999_999 ? value : value * 1000;
}
const time = z.unknown().optional().transform(parseDattoTime);

export const accountSchema = z.object({
  /** Not a GUID: `pin4dcc0001` (datto-rmm.md 5.0). */
  uid: z.string().min(1),
  name: text,
  devicesStatus: maybe(
    z.object({
      numberOfDevices: count,
      numberOfOnDemandDevices: count,
      numberOfManagedDevices: count,
    }),
  ),
});
export type Account = z.output<typeof accountSchema>;

export const siteSchema = z.object({
  /** A GUID, except that of "Deleted Devices" (datto-rmm.md 6). */
  uid: z.string().min(1),
  name: z.string(),
  id: count,
  accountUid: text,
  description: text,
  /** null where the answer doesn't say: then it is not known to be managed. */
  onDemand: flag,
  devicesStatus: maybe(
    z.object({
      numberOfDevices: count,
      numberOfOnlineDevices: count,
      numberOfOfflineDevices: count,
    }),
  ),
  autotaskCompanyId: text,
  autotaskCompanyName: text,
  portalUrl: text,
});
export type Site = z.output<typeof siteSchema>;

/** The API gives users no id (datto-rmm.md 5.11). */
export const userSchema = z.object({
  username: text,
  email: text,
  firstName: text,
  lastName: text,
  status: text,
  disabled: flag,
  created: time,
  lastAccess: time,
});
export type User = z.output<typeof userSchema>;

export const variableSchema = z.object({
  id: numericId,
  name: z.string(),
  /** Of a masked variable: masked text, the value or nothing, nobody knows (datto-rmm.md 5.10). */
  value: text,
  masked: flag,
});
export type Variable = z.output<typeof variableSchema>;

const pageDetails = z.object({
  /** Left out by some lists (datto-rmm.md 4). */
  totalCount: count,
  /** null, missing or empty on the last page. */
  nextPageUrl: text,
});

const page = <Item extends z.ZodType>(item: Item, name: string) =>
  z.object({ pageDetails, [name]: z.array(item) }).transform((body) => ({
    items: body[name] as z.output<Item>[],
    totalCount: (body['pageDetails'] as z.output<typeof pageDetails>).totalCount,
    isLast: !(body['pageDetails'] as z.output<typeof pageDetails>).nextPageUrl,
  }));

export const sitesPageSchema = page(siteSchema, 'sites');
export const usersPageSchema = page(userSchema, 'users');
export const variablesPageSchema = page(variableSchema, 'variables');

export const tokenSchema = z.object({
  /** Goes into a header as it is. */
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: maybe(z.number().positive()),
});
