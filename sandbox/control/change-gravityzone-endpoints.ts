import { z } from 'zod';
import { addEndpoint, groupNamed } from '../gravityzone/endpoints.ts';
import { change, ControlError, type Change } from './change.ts';
import { companyOf } from './change-gravityzone.ts';

/** Machines that are enrolled in a company, and those that go. */
export const gravityzoneEndpointChanges: Readonly<Record<string, Change>> = {
  /** `group` names a group of the company's, made if there is none. */
  'gravityzone.addEndpoint': change(
    {
      companyId: z.string(),
      name: z.string().min(1).optional(),
      group: z.string().min(1).optional(),
      isManaged: z.boolean().default(true),
      managedWithBest: z.boolean().default(true),
    },
    (world, { companyId, name, group, isManaged, managedWithBest }) => {
      const store = world.gravityzone;
      const company = companyOf(world, companyId);
      const { id } = addEndpoint(store, company.id, {
        isManaged,
        managedWithBest,
        ...(name === undefined ? {} : { name }),
        ...(group === undefined ? {} : { groupId: groupNamed(store, company.id, group).id }),
      });
      return { id };
    },
  ),

  'gravityzone.deleteEndpoint': change({ endpointId: z.string() }, (world, { endpointId }) => {
    const { endpoints } = world.gravityzone;
    if (endpoints.get(endpointId) === undefined) {
      throw new ControlError(`There is no endpoint "${endpointId}" in GravityZone.`);
    }
    endpoints.remove(endpointId);
    return { id: endpointId };
  }),
};
