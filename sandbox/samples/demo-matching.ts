import { named, noOrganization, type MatchingSpecification } from './organization-specification.ts';

const tarnValley = { id: '8801', name: 'Tarn Valley Foods' };
const tarnValleyFoods: MatchingSpecification = {
  case: 'severalSitesOfOneCompany',
  organizations: [{ name: tarnValley.name, autotask: true }],
  company: tarnValley,
};

/** What the demo has for a site of that name; every other site has an organization of its name. */
export const demoMatching: Readonly<Record<string, MatchingSpecification>> = {
  'Hartley & Co Solicitors LLP': named('sameLetters', 'HARTLEY and Co. Solicitors LLP'),
  'Müller Zahntechnik GmbH': named('sameLetters', 'Muller Zahntechnik GmbH'),
  'Abbotsford Dairy Ltd': named('legalForm', 'Abbotsford Dairy'),
  'Dunmore Estate Agents': named('legalForm', 'Dunmore Estate Agents Limited'),
  'Kessel Logistik GmbH': named('otherLegalForm', 'Kessel Logistik AG'),
  'Lakeview Medical Centre': named('acronym', 'LMC'),
  'Weald Housing Association': named('acronym', 'WHA'),
  'Parkside Montesori Nursery': named('slip', 'Parkside Montessori Nursery'),
  'Merrow Engineering plc': named('slip', 'Merow Enginering plc'),
  'Ellery, Marsh and Partners': named('wordOrder', 'Marsh, Ellery & Partners'),
  'Calloway Freight Services Ltd': named('abbreviation', 'Calloway Freight Svcs Ltd'),
  'Greenacre Ltd t/a Greenacre Garden Centre': named('tradingName', 'Greenacre Garden Centre'),
  'Copperfield Brewing Co.': named('qualifier', 'Copperfield Brewing Co. (Head Office)'),
  'JBM Accountants': named('otherNumber', 'JBM Accountants 2'),
  'Marlowe Press': named('unlikeName', 'Kestrel Publishing House'),
  'Oakfield Surgery': {
    case: 'namesakeOrganizations',
    organizations: [{ name: 'Oakfield Surgery' }, { name: 'Oakfield Surgery' }],
  },
  'Quayside Property Lettings': {
    case: 'namesakeOrganizations',
    organizations: [{ name: 'Quayside Property Lettings' }, { name: 'Quayside Property lettings' }],
  },
  'Beacon Street Pharmacy': {
    case: 'inactiveNamesake',
    organizations: [
      { name: 'Beacon Street Pharmacy' },
      { name: 'Beacon Street Pharmacy', inactive: true },
    ],
  },
  // Two sites of the demo have this name.
  'Riverside Dental Care': named('severalSites', 'Riverside Dental Care'),
  'Osprey Surveying Ltd.': {
    case: 'psaBound',
    organizations: [{ name: 'Osprey Surveying Ltd.', autotask: true }],
    company: { id: '8820', name: 'Osprey Surveying Ltd.' },
  },
  'Brightwater Marine Ltd': {
    case: 'psaBoundUnderOtherName',
    organizations: [{ name: 'BWM Group', autotask: true }, { name: 'Brightwater Marine Ltd' }],
    company: { id: '8830', name: 'Brightwater Marine Ltd' },
  },
  'Tarn Valley Farm Shop': tarnValleyFoods,
  'Fenwick Bakeries': tarnValleyFoods,
  'Internal Lab': noOrganization,
  'Home Users': noOrganization,
  'Zephyr Sailmakers': noOrganization,
  'Yewtree Insurance Brokers': noOrganization,
};

export const demoOrganizations: readonly string[] = [
  'Gable & Finch Surveyors',
  'Old Mill Antiques',
  'Harbour Lights Hostel',
  'Ridgeway Motors',
  'Telecoms Direct (vendor)',
];
