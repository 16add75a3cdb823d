import { z } from 'zod';
import {
  addOns,
  expiryOf,
  monthly,
  noAddOns,
  yearly,
  type AddOn,
  type License,
} from './license.ts';
import { invalidParams, RpcError, type RpcCall } from './rpc.ts';
import type { Company } from './store.ts';

const protectionModel = z.enum(['aLaCarte', 'mspSecure', 'mspSecurePlus', 'mspSecureExtra']);
const addOnFields = Object.fromEntries(
  addOns.map((name) => [name, z.boolean().optional()]),
) as Record<AddOn, z.ZodOptional<z.ZodBoolean>>;

const shared = {
  reservedSlots: z.int().min(1).optional(),
  endSubscription: z.string().optional(),
  autoRenewPeriod: z.int().min(0).optional(),
  assignedProductType: z.int().optional(),
  assignedProtectionModel: protectionModel.optional(),
  ownUse: z.record(z.string(), z.unknown()).optional(),
  resell: z.record(z.string(), z.unknown()).optional(),
  ...addOnFields,
};

/** The `licenseSubscription` object of createCompany (gravityzone.md 3.4). */
export const licenseSubscription = z.object({
  type: z.int().min(1).max(6),
  licenseKey: z.string().min(1).optional(),
  ...shared,
});

/** setMonthlySubscription (gravityzone.md 6.3). */
export const monthlySubscription = z.object({
  companyId: z.string(),
  removeReservedSlots: z.boolean().optional(),
  ...shared,
});

type Wanted = Omit<z.infer<typeof licenseSubscription>, 'type' | 'licenseKey'>;

/** The licence that createCompany asks for, under the parent's free seats. */
export function licenseOf(
  call: RpcCall,
  wanted: z.infer<typeof licenseSubscription>,
  parent: Company,
): License {
  if (wanted.type === yearly && wanted.licenseKey === undefined) {
    throw new RpcError(
      invalidParams,
      'The required parameter is missing: licenseSubscription.licenseKey',
    );
  }
  requireSeats(call, wanted.reservedSlots, parent, null);
  requireModelFits(wanted, wanted.type);
  return {
    type: wanted.type,
    licenseKey: wanted.licenseKey ?? null,
    reservedSlots: wanted.reservedSlots ?? null,
    usedSlots: 0,
    expiresAtMs: expiryOf(wanted.type, call.clock.nowMs()),
    endSubscription: endDate(wanted.endSubscription),
    autoRenewPeriod: wanted.autoRenewPeriod ?? (endDate(wanted.endSubscription) === null ? 0 : 12),
    assignedProductType: wanted.assignedProductType ?? 0,
    assignedProtectionModel: wanted.assignedProtectionModel ?? null,
    flags: chosenFlags(wanted, noAddOns()),
    ownUse: wanted.ownUse ?? {},
    resell: wanted.resell ?? {},
  };
}

/** The licence after setMonthlySubscription: what it leaves out is reset or kept, as switched. */
export function changedLicense(
  call: RpcCall,
  company: Company,
  wanted: z.infer<typeof monthlySubscription>,
): License {
  const before = company.license;
  const parent = company.parentId === null ? undefined : call.store.companies.get(company.parentId);
  if (parent !== undefined) requireSeats(call, wanted.reservedSlots, parent, company);
  requireModelFits(wanted, monthly);
  const keeps = call.switches.get('gravityzone.monthlyOmittedFlags') === 'kept';
  return {
    ...before,
    type: monthly,
    licenseKey: null,
    expiresAtMs: null,
    reservedSlots:
      wanted.removeReservedSlots === true
        ? null
        : (wanted.reservedSlots ?? (before.type === monthly ? before.reservedSlots : null)),
    endSubscription:
      wanted.endSubscription === undefined
        ? before.endSubscription
        : endDate(wanted.endSubscription),
    autoRenewPeriod: wanted.autoRenewPeriod ?? before.autoRenewPeriod,
    assignedProductType: wanted.assignedProductType ?? before.assignedProductType,
    assignedProtectionModel: wanted.assignedProtectionModel ?? before.assignedProtectionModel,
    flags: chosenFlags(wanted, keeps ? before.flags : noAddOns()),
    ownUse: wanted.ownUse ?? before.ownUse,
    resell: wanted.resell ?? before.resell,
  };
}

function chosenFlags(
  wanted: Wanted,
  otherwise: Readonly<Record<AddOn, boolean>>,
): Record<AddOn, boolean> {
  const flags = { ...otherwise };
  for (const name of addOns) {
    const chosen = wanted[name];
    if (chosen !== undefined) flags[name] = chosen;
  }
  return flags;
}

/** An empty text unsets the end date. */
function endDate(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

function requireModelFits(wanted: Wanted, type: number): void {
  if (
    wanted.assignedProtectionModel !== undefined &&
    (type !== monthly || (wanted.assignedProductType ?? 0) !== 0)
  ) {
    throw new RpcError(
      invalidParams,
      "Invalid value for 'assignedProtectionModel' parameter. It needs a monthly subscription and product type 0",
    );
  }
}

/** Reserved seats come out of the parent's own, where the parent's are limited. */
function requireSeats(
  call: RpcCall,
  seats: number | undefined,
  parent: Company,
  own: Company | null,
): void {
  const limit = parent.license.reservedSlots;
  if (seats === undefined || limit === null) return;
  const taken = call.store.companies
    .all()
    .filter((company) => company.parentId === parent.id && company.id !== own?.id)
    .reduce((sum, company) => sum + (company.license.reservedSlots ?? 0), 0);
  if (seats > limit - taken) {
    throw new RpcError(
      invalidParams,
      `Invalid value for 'reservedSlots' parameter. At most ${String(Math.max(0, limit - taken))} seats are free`,
    );
  }
}
