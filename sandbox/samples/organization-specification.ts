import type { OrganizationCase } from './matching-cases.ts';

export interface OrganizationSpecification {
  readonly name: string;
  readonly inactive?: boolean;
  /** Synced from Autotask: the company of the site. */
  readonly autotask?: boolean;
}

/** What there is in IT Glue for a site. */
export interface MatchingSpecification {
  readonly case: OrganizationCase;
  readonly organizations: readonly OrganizationSpecification[];
  /** The Autotask company that the site belongs to, where it is not by chance. */
  readonly company?: { readonly id: string; readonly name: string };
}

/** What the IT Glue account is to have beside what is drawn. */
export interface ItglueComposition {
  readonly matching: Readonly<Record<string, MatchingSpecification>>;
  readonly organizationsWithoutSite: readonly string[];
  /** Whether devices have the cases of matching, or all an equal configuration. */
  readonly devices: 'plain' | 'everyCase';
}

/** One organization, of another name than the site. */
export function named(organizationCase: OrganizationCase, name: string): MatchingSpecification {
  return { case: organizationCase, organizations: [{ name }] };
}

/** One organization of exactly the site's name. */
export function sameName(name: string): MatchingSpecification {
  return named('sameName', name);
}

export const noOrganization: MatchingSpecification = { case: 'noOrganization', organizations: [] };
