import { recordCreated } from '../../db/matches/record-created.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { nameKey, sameName } from '../../rules/gravityzone/names.ts';
import type { Organization } from '../../vendors/itglue/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';
import { createdWithin } from './created-within.ts';
import { sourceOf } from './match-of-action.ts';

export interface WantedOrganization {
  name: string;
}

export interface CreatedOrganization {
  organizationId: string;
}

/** What is kept of the read before the write. */
export interface OrganizationsBefore {
  readAt: string;
  /** Those of that name that were there already, which a person has confirmed. */
  organizationIds: string[];
}

/** A new organization claims its name: two of one name are never under way at once. */
export function organizationKey(name: string): string {
  return `itglue/organization/${nameKey(name)}`;
}

/** Creates an organization of IT Glue and matches the source to it. */
export const organizationWrite: WriteOperation<WantedOrganization, CreatedOrganization> = {
  name: 'POST /organizations',
  vendor: 'itglue',
  async prepare(context) {
    const client = await context.itglue();
    const turn = await client.turn('createOrganization', context.signal);
    return async ({ name }, options) => ({
      organizationId: (await client.createOrganization({ name }, turn, options)).id,
    });
  },
  lookFor,
  made: ({ organizationId }) => ({ kind: 'organization', objectId: organizationId }),
  record: (tx, context, { name }, { organizationId }) =>
    recordCreated(
      tx,
      context.action,
      {
        ...sourceOf(context),
        destinationId: organizationId,
        destinationName: name,
        adopted: false,
      },
      context.execution,
    ),
};

/** The organizations of this very name, whatever IT Glue's filter compares (itglue.md 2.3). */
export async function organizationsNamed(
  context: ActionContext,
  name: string,
): Promise<Organization[]> {
  const client = await context.itglue();
  const found = await client.findOrganizations(name, { signal: context.signal });
  return found.filter((one) => sameName(one.name, name));
}

/**
 * Ours is one of that name which was not there before the write, and was created within its window
 * by IT Glue's own clock: organizations have nothing to be marked with.
 */
async function lookFor(
  context: ActionContext,
  intent: Intent,
  { name }: WantedOrganization,
): Promise<Sighting<CreatedOrganization>> {
  const before = intent.evidence as OrganizationsBefore;
  const named = await organizationsNamed(context, name);
  const [added, ...others] = named.filter(({ id }) => !before.organizationIds.includes(id));
  if (!added) return { found: 'none' };
  const foreign = (why: string): Sighting<CreatedOrganization> => ({
    found: 'foreign',
    sentence: `An organization “${name}” is there after a create whose answer was lost, and ${why}.`,
  });
  if (others.length > 0) return foreign(`there are ${others.length + 1} new ones`);
  if (!createdWithin(added.createdAt, intent)) return foreign('it was not created by that write');
  return { found: 'ours', result: { organizationId: added.id } };
}
