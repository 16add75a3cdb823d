import { foreignKey, resourceUrl, stampsView, type ResourceObject } from './document.ts';
import { nothing } from './includes.ts';
import { adaptersRelationship, adaptersResources, psaValue } from './psa.ts';
import type { Include } from './resource.ts';
import type { ItglueRequest } from './route.ts';
import type { Organization } from './rows.ts';

const quickNotesInLists = 250;

/** Builds organizations; a list cuts the quick notes (itglue.md 3.1). */
export function organizationView(
  request: ItglueRequest,
): (organization: Organization) => ResourceObject {
  const { store, switches } = request;
  const stamps = stampsView(request);
  const isIndex = request.parameters['organization'] === undefined;
  const nameOf = (table: 'organization_types' | 'organization_statuses', id: string | null) =>
    store.catalogues[table].get(id ?? '')?.name ?? null;
  return (organization) => ({
    id: organization.id,
    type: 'organizations',
    attributes: {
      'resource-url': resourceUrl(request, organization.id),
      name: organization.name,
      alert: organization.alert,
      description: organization.description,
      'organization-type-id': foreignKey(organization.typeId),
      'organization-type-name': nameOf('organization_types', organization.typeId),
      'organization-status-id': foreignKey(organization.statusId),
      'organization-status-name': nameOf('organization_statuses', organization.statusId),
      'my-glue': organization.myGlueAccountId !== null,
      'my-glue-account-id': organization.myGlueAccountId,
      primary: organization.primary,
      logo: '',
      'quick-notes': isIndex
        ? (organization.quickNotes?.slice(0, quickNotesInLists) ?? null)
        : organization.quickNotes,
      'short-name': organization.shortName,
      'parent-id': foreignKey(organization.parentId),
      'ancestor-ids': ancestorIds(request, organization),
      ...(switches.get('itglue.organizationPsaIntegration') === 'present'
        ? { 'psa-integration': psaValue(request, organization.psa) }
        : {}),
      ...stamps(organization),
    },
    relationships: adaptersRelationship(request),
  });
}

export const organizationIncludes: Readonly<Record<string, Include<Organization>>> = {
  adapters_resources: adaptersResources,
  attachments: nothing('attachments'),
  rmm_companies: (request) => (organization) => ({
    relationship: 'rmm-companies',
    included: rmmCompanies(request, organization),
  }),
};

/** A text such as `[1,6]` or `1` in the page's own examples; null without a parent. */
function ancestorIds({ store }: ItglueRequest, organization: Organization): string | null {
  const ids: string[] = [];
  let at = organization.parentId;
  while (at !== null && !ids.includes(at)) {
    ids.unshift(at);
    at = store.organizations.get(at)?.parentId ?? null;
  }
  if (ids.length === 0) return null;
  return ids.length === 1 ? (ids[0] ?? null) : `[${ids.join(',')}]`;
}

/** The RMM companies that IT Glue's own integration matched; their shape is unconfirmed. */
function rmmCompanies({ store, switches }: ItglueRequest, { id, name }: Organization) {
  if (switches.get('itglue.rmmCompanies') === 'empty') return [];
  const isMatched = store.configurations
    .all()
    .some(({ organizationId, rmm }) => organizationId === id && rmm !== null);
  if (!isMatched) return [];
  return [{ id: `9${id.slice(-9)}`, type: 'rmm-companies', attributes: { name } }];
}
