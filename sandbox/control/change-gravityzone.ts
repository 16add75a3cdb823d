import { z } from 'zod';
import { removeNetwork } from '../gravityzone/endpoints.ts';
import {
  addOns,
  expiryOf,
  monthlyLicense,
  noAddOns,
  type License,
} from '../gravityzone/license.ts';
import { isSameOrBelow } from '../gravityzone/move.ts';
import { partner, type Company } from '../gravityzone/store.ts';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';

const companyId = z.string();
const license = z.strictObject({
  type: z.int().min(1).max(6).optional(),
  reservedSlots: z.int().min(1).nullable().optional(),
  usedSlots: z.int().min(0).optional(),
  assignedProductType: z.int().optional(),
  assignedProtectionModel: z.string().nullable().optional(),
  flags: z.partialRecord(z.enum(addOns), z.boolean()).optional(),
});

/**
 * What people do to companies in Control Center. Names are not checked here, so that any clash
 * can be set up; `parentId` may be a partner or a folder anywhere in the instance.
 */
export const gravityzoneCompanyChanges: Readonly<Record<string, Change>> = {
  'gravityzone.createCompany': change(
    {
      name: z.string().min(1),
      type: z.literal([0, 1]).default(1),
      parentId: z.string().optional(),
      isSuspended: z.boolean().default(false),
      canBeManagedByAbove: z.boolean().default(true),
      license: license.optional(),
    },
    (world, fields) => {
      const store = world.gravityzone;
      const company: Company = {
        id: store.nextId(),
        name: fields.name,
        type: fields.type,
        ...placeOf(world, fields.parentId ?? store.rootCompanyId),
        address: '',
        phone: '',
        country: 'N/A',
        state: 'N/A',
        industry: 0,
        canBeManagedByAbove: fields.canBeManagedByAbove,
        enforce2FA: true,
        skip2FAPeriod: 0,
        isSuspended: fields.isSuspended,
        createdAtMs: world.clock.nowMs(),
        contactPerson: {},
        customFields: {},
        license: changedLicense(world, monthlyLicense(), fields.license ?? {}),
      };
      store.companies.put(company);
      return { id: company.id };
    },
  ),

  'gravityzone.renameCompany': change({ companyId, name: z.string().min(1) }, (world, fields) =>
    edit(world, fields.companyId, () => ({ name: fields.name })),
  ),

  'gravityzone.moveCompany': change({ companyId, newParentId: z.string() }, (world, fields) => {
    const place = placeOf(world, fields.newParentId);
    const parent = world.gravityzone.companies.get(place.parentId);
    if (parent !== undefined && isSameOrBelow(world.gravityzone, parent, fields.companyId)) {
      throw new ControlError('A company cannot be moved under itself or its own companies.');
    }
    return edit(world, fields.companyId, () => place);
  }),

  /** Packages and endpoints go with it. A partner's companies do too, if `withChildren` says so. */
  'gravityzone.deleteCompany': change(
    { companyId, withChildren: z.boolean().default(false) },
    (world, fields) => {
      const store = world.gravityzone;
      const company = companyOf(world, fields.companyId);
      const gone = store.companies.all().filter((one) => isSameOrBelow(store, one, company.id));
      if (gone.length > 1 && !fields.withChildren) {
        throw new ControlError(
          `Company "${company.name}" has companies below it; say "withChildren": true to delete them too.`,
        );
      }
      for (const one of gone) {
        store.companies.remove(one.id);
        store.keptNames.push(one.name);
        removeNetwork(store, one.id);
        for (const each of store.packages.all()) {
          if (each.companyId === one.id) store.packages.remove(each.id);
        }
        for (const folder of store.folders.all()) {
          if (folder.companyId === one.id) store.folders.remove(folder.id);
        }
      }
      return { id: company.id };
    },
  ),

  'gravityzone.suspendCompany': change({ companyId }, (world, fields) =>
    edit(world, fields.companyId, () => ({ isSuspended: true })),
  ),

  'gravityzone.activateCompany': change({ companyId }, (world, fields) =>
    edit(world, fields.companyId, () => ({ isSuspended: false })),
  ),

  /** Changes only what is given. */
  'gravityzone.setLicense': change({ companyId, license }, (world, fields) =>
    edit(world, fields.companyId, (company) => ({
      license: changedLicense(world, company.license, fields.license),
    })),
  ),
};

export function companyOf(world: World, id: string): Company {
  const company = world.gravityzone.companies.get(id);
  if (company === undefined) throw new ControlError(`There is no company "${id}" in GravityZone.`);
  return company;
}

/** The partner, and the folder if there is one, that an id names. */
export function placeOf(world: World, id: string): { parentId: string; folderId: string | null } {
  const folder = world.gravityzone.folders.get(id);
  if (folder !== undefined) return { parentId: folder.companyId, folderId: folder.id };
  const company = companyOf(world, id);
  if (company.type !== partner) {
    throw new ControlError(`Company "${company.name}" is no partner, so nothing can be under it.`);
  }
  return { parentId: company.id, folderId: null };
}

function edit(world: World, id: string, changed: (company: Company) => Partial<Company>) {
  const company = companyOf(world, id);
  world.gravityzone.companies.put({ ...company, ...changed(company) });
  return { id: company.id };
}

function changedLicense(world: World, before: License, given: z.infer<typeof license>): License {
  const type = given.type ?? before.type;
  return {
    ...before,
    type,
    reservedSlots: given.reservedSlots === undefined ? before.reservedSlots : given.reservedSlots,
    usedSlots: given.usedSlots ?? before.usedSlots,
    assignedProductType: given.assignedProductType ?? before.assignedProductType,
    assignedProtectionModel:
      given.assignedProtectionModel === undefined
        ? before.assignedProtectionModel
        : given.assignedProtectionModel,
    expiresAtMs: type === before.type ? before.expiresAtMs : expiryOf(type, world.clock.nowMs()),
    flags: { ...noAddOns(), ...before.flags, ...given.flags },
  };
}
