import { z } from 'zod';
import { count, flag, maybe, numericId, page, text, time } from './fields.ts';

/**
 * What Datto RMM answers, as far as Sitesync uses it (fields.ts says how its fields are taken). Only
 * what an item makes no sense without is required. Unknown fields are dropped: `proxySettings`, for
 * one, holds a password.
 */

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

export const sitesPageSchema = page(siteSchema, 'sites');
export const usersPageSchema = page(userSchema, 'users');
export const variablesPageSchema = page(variableSchema, 'variables');

export const tokenSchema = z.object({
  /** Goes into a header as it is. */
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: maybe(z.number().positive()),
});
