import { ItglueError, refusal, unauthorized } from './errors.ts';
import type { ItglueRequest } from './route.ts';
import type { Configuration, Organization } from './rows.ts';
import type { ItglueCredential, ItglueStore } from './store.ts';

/** Whether a key may see the organization. */
export function maySeeOrganization(
  store: ItglueStore,
  { label, organizationIds }: ItglueCredential,
  id: string,
): boolean {
  return !isHidden(store, label, id) && (organizationIds === null || organizationIds.includes(id));
}

/** Whether a key may see the configuration: itself and its organization. */
export function maySeeConfiguration(
  store: ItglueStore,
  credential: ItglueCredential,
  { id, organizationId }: Configuration,
): boolean {
  return (
    !isHidden(store, credential.label, id) && maySeeOrganization(store, credential, organizationId)
  );
}

/** The organization that the path names, as a read sees it. */
export function organizationOfPath(request: ItglueRequest): Organization {
  const { store, credential, parameters } = request;
  const found = store.organizations.get(parameters['organization'] ?? '');
  if (found === undefined) throw missing(request, 'organization');
  if (!maySeeOrganization(store, credential, found.id)) throw outOfSight(request);
  return found;
}

/** The organization that a write goes to; one out of sight is refused as unauthorized. */
export function organizationToWrite(request: ItglueRequest, id: string | null): string {
  const { store, credential } = request;
  if (id === null || store.organizations.get(id) === undefined) {
    throw new ItglueError(422, [
      {
        status: 422,
        title: 'Valid organization_id is required',
        source: { pointer: 'data/attributes/organization_id' },
      },
    ]);
  }
  if (!maySeeOrganization(store, credential, id)) throw unauthorized();
  return id;
}

/** A record that is not there; the live body can be an HTML page (itglue.md 4). */
export function missing({ switches }: ItglueRequest, what: string): ItglueError {
  const { errors } = refusal(404, `The ${what} was not found`, 'id');
  return new ItglueError(404, errors, switches.get('itglue.missingRecordBody'));
}

/** A record that is there and not for this key. */
export function outOfSight(request: ItglueRequest): ItglueError {
  return request.switches.get('itglue.outOfSightRead') === '401'
    ? unauthorized()
    : missing(request, 'record');
}

function isHidden(store: ItglueStore, label: string, id: string): boolean {
  const hiddenFrom = store.hidden.get(id);
  return hiddenFrom?.has('*') === true || hiddenFrom?.has(label) === true;
}
