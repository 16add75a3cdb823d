import { z } from 'zod';

/** What readings keep of what they saw: parsed again where they are used. */

export const sitePayload = z.object({
  uid: z.string(),
  name: z.string(),
  onDemand: z.boolean(),
  deviceCount: z.number().nullable(),
});
export type SitePayload = z.infer<typeof sitePayload>;

export const companyPayload = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['company', 'folder']),
  parentId: z.string().nullable(),
  partnerId: z.string().nullable(),
  type: z.enum(['customer', 'partner']).optional(),
});
export type CompanyPayload = z.infer<typeof companyPayload>;

/** What only a by-id read tells of a company. */
export const companyDetailsPayload = z.object({
  id: z.string(),
  type: z.enum(['customer', 'partner']).optional(),
  suspended: z.boolean(),
  manageable: z.boolean(),
});
export type CompanyDetailsPayload = z.infer<typeof companyDetailsPayload>;

export const linkPayload = z.object({
  companyId: z.string(),
  packageName: z.string(),
  /** The Windows install link, brackets and all. */
  link: z.string().nullable(),
  ready: z.boolean(),
});
export type LinkPayload = z.infer<typeof linkPayload>;

/** GravityZonePackageLink of one site. The value of any other variable is never kept. */
export const variablePayload = z.discriminatedUnion('state', [
  z.object({ state: z.literal('absent') }),
  z.object({
    state: z.literal('present'),
    id: z.number(),
    masked: z.boolean(),
    /** Null where it is masked. */
    value: z.string().nullable(),
  }),
]);
export type VariablePayload = z.infer<typeof variablePayload>;
