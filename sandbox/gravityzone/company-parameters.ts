import { z } from 'zod';
import { licenseSubscription } from './license-parameters.ts';
import { invalidParams, RpcError, type RpcCall } from './rpc.ts';

const address = z
  .string()
  .max(128)
  .regex(/^[^<>]*$/, 'HTML is not allowed');

const details = {
  address: address.optional(),
  country: z.string().optional(),
  state: z.string().optional(),
  phone: z.string().max(32).optional(),
  industry: z.union([z.int(), z.string()]).optional(),
  enforce2FA: z.boolean().optional(),
  skip2FAPeriod: z.literal([0, 1, 3, 7, 14, 30, 90]).optional(),
  contactPerson: z.record(z.string(), z.string()).optional(),
  customFields: z.union([z.record(z.string(), z.string()), z.tuple([])]).optional(),
};

const name = z.string().refine((text) => text.trim() !== '', 'The value should not be empty');
const companyType = z.literal([0, 1]);

export const createCompanyParameters = z.object({
  type: companyType,
  name,
  parentId: z.string().optional(),
  canBeManagedByAbove: z.boolean().optional(),
  accountEmail: z.email().optional(),
  accountFullName: z.string().optional(),
  accountTimezone: z.string().optional(),
  accountLanguage: z.string().optional(),
  licenseSubscription: licenseSubscription.optional(),
  ...details,
});

export const updateCompanyParameters = z.object({
  id: z.string().optional(),
  type: companyType.optional(),
  name: name.optional(),
  ...details,
});

type Details = Pick<z.infer<typeof updateCompanyParameters>, keyof typeof details>;

/** The members of a company that the parameters set; what they leave out is left out here too. */
export function detailsOf(call: RpcCall, wanted: Details) {
  return {
    ...(wanted.address === undefined ? {} : { address: wanted.address }),
    ...(wanted.country === undefined ? {} : { country: wanted.country }),
    ...(wanted.state === undefined ? {} : { state: wanted.state }),
    ...(wanted.phone === undefined ? {} : { phone: wanted.phone }),
    ...(wanted.industry === undefined ? {} : { industry: Number(wanted.industry) }),
    ...(wanted.skip2FAPeriod === undefined ? {} : { skip2FAPeriod: wanted.skip2FAPeriod }),
    ...(wanted.contactPerson === undefined ? {} : { contactPerson: wanted.contactPerson }),
    ...(wanted.customFields === undefined
      ? {}
      : { customFields: knownFields(call, wanted.customFields) }),
  };
}

/** Custom fields must have been defined; an empty array clears them. */
function knownFields(
  call: RpcCall,
  fields: Readonly<Record<string, string>> | [],
): Record<string, string> {
  const values = Array.isArray(fields) ? {} : { ...fields };
  for (const field of Object.keys(values)) {
    if (!call.store.customFields.some((definition) => definition.name === field)) {
      throw new RpcError(invalidParams, `The custom field '${field}' is not defined`);
    }
  }
  return values;
}
