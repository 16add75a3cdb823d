import { z } from 'zod';
import { blankOrganization } from '../itglue/organization-fields.ts';
import { removeOrganization } from '../itglue/removals.ts';
import { psaIntegrations, type Organization } from '../itglue/rows.ts';
import type { CatalogueName } from '../itglue/store.ts';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';

const organizationId = z.string();

/** The record of a PSA that a record is synced from; null for none. */
export const psa = z
  .strictObject({ integration: z.enum(psaIntegrations).default('autotask'), id: z.string().min(1) })
  .nullable();

/** What people do to organizations and keys in IT Glue itself. */
export const itglueOrganizationChanges: Readonly<Record<string, Change>> = {
  /** `type` and `status` are names of the account's own lists. */
  'itglue.createOrganization': change(
    {
      name: z.string().min(1),
      type: z.string().default('Customer'),
      status: z.string().default('Active'),
      shortName: z.string().nullable().default(null),
      psa: psa.default(null),
    },
    (world, { name, type, status, shortName, psa: tie }) => {
      const store = world.itglue.main;
      const id = store.nextId();
      store.organizations.put({
        ...blankOrganization(id),
        ...store.stamps(),
        name,
        shortName,
        typeId: namedId(world, 'organization_types', type),
        statusId: namedId(world, 'organization_statuses', status),
        psa: tie,
      });
      return { id };
    },
  ),

  'itglue.renameOrganization': change(
    { organizationId, name: z.string().min(1) },
    (world, fields) => edit(world, fields.organizationId, { name: fields.name }),
  ),

  'itglue.setOrganization': change(
    {
      organizationId,
      status: z.string().optional(),
      type: z.string().optional(),
      psa: psa.optional(),
      quickNotes: z.string().nullable().optional(),
    },
    (world, { organizationId: id, status, type, psa: tie, quickNotes }) =>
      edit(world, id, {
        ...(status === undefined
          ? {}
          : { statusId: namedId(world, 'organization_statuses', status) }),
        ...(type === undefined ? {} : { typeId: namedId(world, 'organization_types', type) }),
        ...(tie === undefined ? {} : { psa: tie }),
        ...(quickNotes === undefined ? {} : { quickNotes }),
      }),
  ),

  /** With everything in it. */
  'itglue.deleteOrganization': change({ organizationId }, (world, fields) => {
    const { id, primary } = organizationOf(world, fields.organizationId);
    if (primary) throw new ControlError('The primary organization cannot be deleted.');
    removeOrganization(world.itglue.main, id);
    return { id };
  }),

  /** `credential` is a label of `GET /state`; a paused key is refused like a wrong one. */
  'itglue.setKey': change(
    { credential: z.string().default('main'), active: z.boolean() },
    (world, { credential: label, active }) => {
      const { itglue } = world;
      if (!itglue.credentials.some((one) => one.label === label)) {
        throw new ControlError(`There is no IT Glue key "${label}"; GET /state lists them.`);
      }
      itglue.credentials = itglue.credentials.map((one) =>
        one.label === label ? { ...one, active } : one,
      );
      return { id: label };
    },
  ),
};

export function organizationOf({ itglue }: World, id: string): Organization {
  const found = itglue.main.organizations.get(id);
  if (found === undefined) throw new ControlError(`There is no organization "${id}" in IT Glue.`);
  return found;
}

/** The id of an entry of one of the account's small lists, by its name. */
export function namedId({ itglue }: World, list: CatalogueName, name: string): string {
  const entries = itglue.main.catalogues[list].all();
  const found = entries.find((entry) => entry.name === name);
  if (found !== undefined) return found.id;
  const names = entries.map((entry) => entry.name).join(', ');
  throw new ControlError(`There is no "${name}" among ${list}; there are ${names}.`);
}

function edit(world: World, id: string, changed: Partial<Organization>) {
  const { organizations, clock } = world.itglue.main;
  const before = organizationOf(world, id);
  organizations.put({ ...before, ...changed, updatedAtMs: clock.nowMs() });
  return { id };
}
