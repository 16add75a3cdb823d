import { byFlag, byId, byText, byTime, excluding } from './filter-kinds.ts';
import type { Filter } from './filters.ts';
import { psaFilters } from './integration-filters.ts';
import { organizationIncludes, organizationView } from './organization-view.ts';
import type { Resource } from './resource.ts';
import type { Organization } from './rows.ts';

const ids = byId<Organization>(({ id }) => id);
const names = byText<Organization>('itglue.nameFilter', ({ name }) => name);
const types = byId<Organization>(({ typeId }) => typeId);
const statuses = byId<Organization>(({ statusId }) => statusId);

/** How organizations are listed and shown. */
export const organizationResource: Resource<Organization> = {
  type: 'organizations',
  view: organizationView,
  filters: {
    id: ids,
    name: names,
    organization_type_id: types,
    organization_status_id: statuses,
    created_at: byTime(({ createdAtMs }) => createdAtMs),
    updated_at: byTime(({ updatedAtMs }) => updatedAtMs),
    my_glue_account_id: byId(({ myGlueAccountId }) => myGlueAccountId?.toString() ?? null),
    primary: byFlag('primary', ({ primary }) => primary),
    group_id: () => () => false,
    'exclude.id': excluding(ids),
    'exclude.name': excluding(names),
    'exclude.organization_type_id': excluding(types),
    'exclude.organization_status_id': excluding(statuses),
    'range.my_glue_account_id': inMyGlueRange,
    ...psaFilters<Organization>(),
  },
  sorts: {
    id: ({ id }) => Number(id),
    name: ({ name }) => name,
    short_name: ({ shortName }) => shortName,
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
    my_glue_account_id: ({ myGlueAccountId }) => myGlueAccountId,
    organization_status_name: ({ statusId }, { store }) =>
      store.catalogues.organization_statuses.get(statusId ?? '')?.name ?? null,
    organization_type_name: ({ typeId }, { store }) =>
      store.catalogues.organization_types.get(typeId ?? '')?.name ?? null,
  },
  includes: organizationIncludes,
};

function inMyGlueRange(
  ...[, [start = '*', end = '*']]: Parameters<Filter<Organization>>
): (organization: Organization) => boolean {
  const least = start === '*' ? -Infinity : Number(start);
  const most = end === '*' ? Infinity : Number(end);
  return ({ myGlueAccountId: id }) => id !== null && id >= least && id <= most;
}
