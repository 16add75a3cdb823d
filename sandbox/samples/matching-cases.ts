/** What a site's organization is like in the sample; `GET /state` lists where each case is. */
export const organizationCases = [
  'sameName',
  'sameLetters',
  'legalForm',
  'otherLegalForm',
  'acronym',
  'slip',
  'wordOrder',
  'abbreviation',
  'tradingName',
  'qualifier',
  'otherNumber',
  'unlikeName',
  'namesakeOrganizations',
  'inactiveNamesake',
  'severalSites',
  'psaBound',
  'psaBoundUnderOtherName',
  'severalSitesOfOneCompany',
  'noOrganization',
] as const;

/** How a device and its configuration agree where nothing is unusual. */
export const ordinaryCases = [
  'serialAndMac',
  'serialOnly',
  'macOnly',
  'otherMac',
  'nameOnly',
  'noConfiguration',
  'archivedConfiguration',
] as const;

/** How devices and configurations contradict, or share what only one should have. */
export const rareCases = [
  'placeholderSerial',
  'sharedDock',
  'vpnAdapter',
  'reimagedMachine',
  'clonedMachines',
  'otherOrganization',
  'otherManufacturer',
  'serialAgainstMac',
  'twoConfigurations',
  'psaConfiguration',
  'rmmOverlay',
] as const;

export type OrganizationCase = (typeof organizationCases)[number];
export type OrdinaryCase = (typeof ordinaryCases)[number];
export type RareCase = (typeof rareCases)[number];
export type DeviceCase = OrdinaryCase | RareCase;

/** Where a case occurs. The lists of a device case are in the same order where they pair up. */
export interface MatchingOccurrence {
  readonly case: OrganizationCase | DeviceCase | 'primaryOrganization' | 'organizationWithoutSite';
  readonly siteUid: string | null;
  readonly organizationIds: readonly string[];
  readonly deviceUids: readonly string[];
  readonly configurationIds: readonly string[];
}
