import { z } from 'zod';

export * from './device-payloads.ts';
export * from './itglue-payloads.ts';

/** What readings keep of what they saw: parsed again where they are used. */

export const sitePayload = z.object({
  uid: z.string(),
  name: z.string(),
  onDemand: z.boolean(),
  deviceCount: z.number().nullable(),
  /** The Autotask company that it belongs to, where a PSA tells. */
  autotaskCompanyId: z.string().nullable().default(null),
  autotaskCompanyName: z.string().nullable().default(null),
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
  /** Readings of earlier versions kept only companies that were there. */
  sight: z.enum(['there', 'not-found', 'not-authorized']).default('there'),
  /** The rest is known only of a company that is there. */
  type: z.enum(['customer', 'partner']).optional(),
  suspended: z.boolean().optional(),
  manageable: z.boolean().optional(),
  /** Of an associated company: whether its package answers by id, and how many endpoints it has. */
  packageReadable: z.boolean().nullable().default(null),
  endpoints: z.number().nullable().default(null),
  /** Taken over from an earlier run: good enough to be shown, and no evidence. */
  carried: z.literal(true).optional(),
});
export type CompanyDetailsPayload = z.infer<typeof companyDetailsPayload>;

/** What Datto RMM says by uid of an associated site that its listing lacks. */
export const siteCheckPayload = z.object({
  uid: z.string(),
  sight: z.enum(['there', 'gone', 'not-authorized']),
});
export type SiteCheckPayload = z.infer<typeof siteCheckPayload>;

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
