import type { DattoSite, DattoStore } from '../datto-rmm/store.ts';
import { blankOrganization } from '../itglue/organization-fields.ts';
import type { Organization, Psa } from '../itglue/rows.ts';
import type { ItglueStore } from '../itglue/store.ts';
import type { Random } from '../random.ts';
import { sampleNowMs } from './dates.ts';
import { idOf } from './itglue-catalogues.ts';
import type { OrganizationCase } from './matching-cases.ts';
import {
  named,
  noOrganization,
  sameName,
  type ItglueComposition,
  type MatchingSpecification,
  type OrganizationSpecification,
} from './organization-specification.ts';

const dayMs = 86_400_000;

/** A site and what there is for it, the right one first. */
export interface SiteOrganizations {
  readonly case: OrganizationCase;
  readonly siteUid: string;
  readonly organizationIds: readonly string[];
}

/** Organizations for every site, by the composition where it names the site, else by chance. */
export function addSiteOrganizations(
  store: ItglueStore,
  dattoRmm: DattoStore,
  sites: readonly DattoSite[],
  { matching, devices }: ItglueComposition,
  random: Random,
): SiteOrganizations[] {
  const bySpecification = new Map<MatchingSpecification, string[]>();
  return sites.map((site) => {
    const isNamed = Object.hasOwn(matching, site.name);
    const found = isNamed ? matching[site.name] : undefined;
    const specification =
      found ?? (devices === 'plain' ? sameName(site.name) : drawn(site, random));
    const own = belongTo(dattoRmm, site, specification);
    // Sites that share a specification share its organizations.
    const organizationIds =
      bySpecification.get(specification) ??
      specification.organizations.map((one) => {
        const psa = psaOf(one, own);
        return addOrganization(store, one, { type: 'Customer', psa }).id;
      });
    bySpecification.set(specification, organizationIds);
    return { case: specification.case, siteUid: site.uid, organizationIds };
  });
}

export function addOrganization(
  store: ItglueStore,
  { name, inactive = false }: OrganizationSpecification,
  {
    type,
    primary = false,
    psa = null,
  }: { type: 'Customer' | 'Owner' | 'Vendor'; primary?: boolean; psa?: Psa | null },
): Organization {
  const organization: Organization = {
    ...blankOrganization(store.nextId()),
    name,
    typeId: idOf(store, 'organization_types', type),
    statusId: idOf(store, 'organization_statuses', inactive ? 'Inactive' : 'Active'),
    primary,
    psa,
    createdAtMs: sampleNowMs - 700 * dayMs,
    updatedAtMs: sampleNowMs - 30 * dayMs,
  };
  store.organizations.put(organization);
  return organization;
}

/** Most organizations of an MSP have the site's name; the rest differs in the usual ways. */
function drawn(site: DattoSite, random: Random): MatchingSpecification {
  if (site.onDemand) return noOrganization;
  const draw = random.integer(1, 100);
  if (draw <= 78) {
    const isBound = site.autotaskCompanyId !== null && random.chance(0.4);
    return isBound
      ? { case: 'psaBound', organizations: [{ name: site.name, autotask: true }] }
      : sameName(site.name);
  }
  if (draw <= 86) return named('legalForm', withOtherLegalForm(site.name));
  if (draw <= 91) return named('slip', withSlip(site.name, random));
  if (draw <= 94) return named('qualifier', `${site.name} (Head Office)`);
  return noOrganization;
}

/** The site's Autotask company where the case needs one. */
function belongTo(
  dattoRmm: DattoStore,
  site: DattoSite,
  { company }: MatchingSpecification,
): DattoSite {
  if (company === undefined) return site;
  const own = { ...site, autotaskCompanyId: company.id, autotaskCompanyName: company.name };
  dattoRmm.sites.put(own);
  return own;
}

function psaOf({ autotask }: OrganizationSpecification, site: DattoSite): Psa | null {
  const id = autotask === true ? site.autotaskCompanyId : null;
  return id === null ? null : { integration: 'autotask', id };
}

function withOtherLegalForm(name: string): string {
  const without = name.replace(/ (Ltd\.?|Limited|LLP|plc|GmbH|Inc|BV|& Sons)$/, '');
  return without === name ? `${name} Limited` : without;
}

/** Two letters of a word exchanged. */
function withSlip(name: string, random: Random): string {
  const at = random.integer(1, Math.max(1, name.length - 3));
  const [left = '', right = ''] = [name[at], name[at + 1]];
  if (left === ' ' || right === ' ' || left === right) return name.replace(/(.)$/, '$1$1');
  return `${name.slice(0, at)}${right}${left}${name.slice(at + 2)}`;
}
