/** The situations that the sample MSPs are made of; `GET /state` lists where each occurs. */
export const branches = [
  'existingCompany',
  'noCompany',
  'excludedSite',
  'onDemandSite',
  'systemSite',
  'nameTakenOutOfSight',
  'nameTooLong',
  'nameWithAngleBrackets',
  'namesakeSites',
  'namesakeCompanies',
  'companyInFolder',
  'companyUnderNestedPartner',
  'suspendedCompany',
  'unmanageableCompany',
  'differsByCase',
  'differsByBlank',
  'differsByUnicodeForm',
  'prefixedCompany',
  'variableWithOtherValue',
  'variableMasked',
  'slowKit',
] as const;

export type Branch = (typeof branches)[number];

/** Where a sample company is: in the MSP's own tree, or with another partner of the instance. */
export type Place = 'root' | 'folder' | 'nestedPartner' | 'otherPartner';

export interface CompanySpecification {
  readonly name: string;
  readonly place: Place;
  readonly isSuspended?: boolean;
  readonly canBeManagedByAbove?: boolean;
  /** A package that somebody made in Control Center. */
  readonly package?: string;
}

export interface SiteSpecification {
  readonly branch: Branch;
  readonly name: string;
  readonly onDemand?: boolean;
  readonly companies?: readonly CompanySpecification[];
  /** `GravityZonePackageLink` as it is before anything was synced. */
  readonly variable?: { readonly value: string; readonly masked: boolean };
  readonly kitBuildMs?: number;
}

/** A site for which a company of exactly its name is directly under the root. */
export function withCompany(
  name: string,
  branch: Branch = 'existingCompany',
  more: Omit<SiteSpecification, 'name' | 'branch' | 'companies'> = {},
): SiteSpecification {
  return { branch, name, companies: [{ name, place: 'root' }], ...more };
}

export function withoutCompany(name: string): SiteSpecification {
  return { branch: 'noCompany', name };
}
