import { z } from 'zod';

/**
 * What GravityZone answers, as far as Sitesync uses it. The documentation and real tenants differ
 * in what is there (gravityzone.md 3.1, 6.1), so a field that is missing, null or of another type
 * is null, and only ids and names are required. Unknown fields are dropped.
 */
const maybe = <S extends z.ZodType>(schema: S) =>
  schema
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);

const text = maybe(z.string());
const flag = maybe(z.boolean());
const int = maybe(z.int());

/** 24 hexadecimal characters (gravityzone.md 2). */
const objectId = z.string().regex(/^[0-9a-f]{24}$/i);

export const companyIdSchema = objectId.brand<'CompanyId'>();
export type CompanyId = z.output<typeof companyIdSchema>;

export const companyFolderIdSchema = objectId.brand<'CompanyFolderId'>();
export type CompanyFolderId = z.output<typeof companyFolderIdSchema>;

/** Not known to be of one form; never empty. */
export const packageIdSchema = z.string().min(1).brand<'PackageId'>();
export type PackageId = z.output<typeof packageIdSchema>;

/** `type` of a company: 0 partner, 1 customer. */
const companyType = maybe(z.union([z.literal(0), z.literal(1)]));

export const apiKeyDetailsSchema = z.object({
  enabledApis: z.array(z.string().transform((name) => name.toLowerCase())),
  createdAt: text,
});
export type ApiKeyDetails = z.output<typeof apiKeyDetailsSchema>;

export const companySchema = z.object({
  id: companyIdSchema,
  name: z.string(),
  type: companyType,
  /** false: listed, but its network and settings are closed to the partner. */
  canBeManagedByAbove: flag,
  isSuspended: flag,
  /** UTC without an offset, mostly. */
  createdAt: text,
});
export type Company = z.output<typeof companySchema>;
export const companiesSchema = z.array(companySchema);

export const companyRefsSchema = z.array(z.object({ id: companyIdSchema, name: z.string() }));
export const folderRefsSchema = z.array(z.object({ id: companyFolderIdSchema, name: z.string() }));
export const containerRefsSchema = z.array(z.object({ id: objectId, name: text }));

/** Company 1, root container 2, company folder 3 (gravityzone.md 2). */
export const inventoryItemSchema = z.object({
  id: objectId,
  name: text,
  type: z.int(),
  parentId: text,
  companyId: text,
});
export type InventoryItem = z.output<typeof inventoryItemSchema>;

/** `total` and `pagesCount` come with page 1 only (gravityzone.md 2). */
export const inventoryPageSchema = z.object({
  items: z.array(inventoryItemSchema),
  hasMoreRecords: flag,
  pagesCount: int,
  total: int,
});

/** A page of which only its count is of use. */
export const countedPageSchema = z.object({ total: z.int().nonnegative() });

const licenseSchema = z.object({
  subscriptionType: int,
  isAddon: flag,
  expiryDate: text,
  usedSlots: int,
  totalSlots: int,
  endSubscription: text,
  /** Add-on switches: null is unknown, not no (gravityzone.md 6.2). */
  manageExchange: flag,
  manageEncryption: flag,
  managePatchManagement: flag,
  manageEventCorrelator: flag,
});
export type License = z.output<typeof licenseSchema>;

/** One object or an array of them: both were seen (gravityzone.md 6.1). */
export const licensesSchema = z
  .union([z.array(licenseSchema), licenseSchema])
  .transform((found) => (Array.isArray(found) ? found : [found]));

const packageRefSchema = z.object({ id: packageIdSchema, name: z.string(), type: int });
export type PackageRef = z.output<typeof packageRefSchema>;

export const packagesPageSchema = z.object({
  items: z.array(packageRefSchema),
  pagesCount: int,
  total: int,
});

/** Modules are 0 and 1, in some answers true and false. */
const switches = maybe(
  z.record(
    z.string(),
    z.unknown().transform((value) => value === 1 || value === true),
  ),
);

export const packageDetailsSchema = z.object({
  packageName: z.string(),
  description: text,
  language: text,
  modules: switches,
  roles: switches,
});
export type PackageDetails = z.output<typeof packageDetailsSchema>;

/** Seen: 2 ready, 1 still being built; without a status the link counts as usable (gravityzone.md 5.6, 7). */
const kitStatus = maybe(z.object({ windows: int })).transform((status) => {
  if (status?.windows == null) return 'unknown' as const;
  return status.windows === 2 ? ('ready' as const) : ('building' as const);
});

/** Links are kept to the letter: the brackets in them are literal and name the package. */
export const installationLinksSchema = z.array(
  z
    .object({
      packageName: z.string(),
      companyName: text,
      companyId: maybe(companyIdSchema),
      installLinkWindows: text,
      installLinkMac: text,
      installLinkLinux: text,
      status: kitStatus,
    })
    .transform(({ status, ...link }) => ({ ...link, windowsKit: status })),
);
export type InstallationLink = z.output<typeof installationLinksSchema>[number];

/** An array with one object, or the object (gravityzone.md 5.1). */
const createdPackage = z.object({
  records: maybe(z.array(packageIdSchema)),
  success: flag,
});
export const createdPackageSchema = z
  .union([z.array(createdPackage).min(1), createdPackage])
  .transform((result) => {
    const { records, success } = Array.isArray(result) ? result[0]! : result;
    return { packageId: records?.[0] ?? null, success };
  });
