import { matchOrganizations } from './match-organizations.ts';
import type {
  Organization,
  OrganizationMatchingInput,
  OrganizationVerdict,
  Source,
} from './organization-types.ts';

/** A source; its id is its name in small letters. */
export function source(name: string, more: Partial<Source> = {}): Source {
  return { id: name.toLowerCase(), name, autotaskCompanyId: null, ...more };
}

export function organization(
  id: string,
  name: string,
  more: Partial<Organization> = {},
): Organization {
  return {
    id,
    name,
    archived: false,
    status: 'Active',
    autotaskCompanyIds: [],
    city: null,
    ...more,
  };
}

/** What is made of each source, by id. */
export function verdictsOf(
  input: Partial<OrganizationMatchingInput>,
): Map<string, OrganizationVerdict> {
  const verdicts = matchOrganizations({
    sources: [],
    organizations: [],
    matches: [],
    ignored: new Set(),
    apart: [],
    agreements: [],
    ...input,
  });
  return new Map(verdicts.map((verdict) => [verdict.sourceId, verdict]));
}
