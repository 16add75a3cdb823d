import { named, noOrganization, type MatchingSpecification } from './organization-specification.ts';

/** Every other site of the small sample has an organization of its name. */
export const smallMatching: Readonly<Record<string, MatchingSpecification>> = {
  'Internal Lab': noOrganization,
  'Home Users': noOrganization,
  'Zephyr Sailmakers': noOrganization,
  'Fernhill Care Homes Ltd': named('legalForm', 'Fernhill Care Homes'),
};

export const smallOrganizations: readonly string[] = ['Old Mill Antiques'];
