import {
  withCompany,
  withoutCompany,
  type CompanySpecification,
  type SiteSpecification,
} from './site-specification.ts';

/** Twelve sites for tests that want to see everything at a glance. */
export const smallSites: readonly SiteSpecification[] = [
  withCompany('Hartley & Co Solicitors LLP'),
  withoutCompany('Abbotsford Dairy Ltd'),
  withoutCompany('Beacon Street Pharmacy'),
  { branch: 'excludedSite', name: 'Internal Lab' },
  { branch: 'onDemandSite', name: 'Home Users', onDemand: true },
  withCompany('Brightwater Marine Ltd'),
  withoutCompany('DCS Electrical Contractors'),
  withoutCompany('Fernhill Care Homes Ltd'),
  withCompany('Kessel Logistik GmbH'),
  withoutCompany('Lakeview Medical Centre'),
  withoutCompany('Saxon Way Motors'),
  withoutCompany('Zephyr Sailmakers'),
];

export const smallCompanies: readonly CompanySpecification[] = [
  { name: 'Gable & Finch Surveyors', place: 'nestedPartner' },
  { name: 'Old Mill Antiques', place: 'root', package: 'Workstations' },
  { name: 'Bellweather Foods Ltd', place: 'otherPartner' },
];
