import {
  withCompany,
  withoutCompany,
  type CompanySpecification,
  type SiteSpecification,
} from './site-specification.ts';

const otherLink =
  'https://cloud.gravityzone.bitdefender.com/Packages/BSTWIN/0/setupdownloader_[b2xkLWxpbms=].exe';

/** Every branch once or twice, then plain sites with and without a company. */
export const demoSites: readonly SiteSpecification[] = [
  withCompany('Hartley & Co Solicitors LLP'),
  withoutCompany('Abbotsford Dairy Ltd'),
  { branch: 'excludedSite', name: 'Internal Lab' },
  { branch: 'onDemandSite', name: 'Home Users', onDemand: true },
  {
    branch: 'nameTakenOutOfSight',
    name: 'Castle Hill Dental Practice',
    companies: [{ name: 'Castle Hill Dental Practice', place: 'otherPartner' }],
  },
  {
    branch: 'nameTooLong',
    name: 'The Worshipful Company of Traditional Basket Weavers and Chair Seat Makers Limited',
  },
  { branch: 'nameWithAngleBrackets', name: 'Smith <Holdings> Ltd' },
  { branch: 'namesakeSites', name: 'Riverside Dental Care' },
  { branch: 'namesakeSites', name: 'Riverside Dental Care' },
  {
    branch: 'namesakeCompanies',
    name: 'Oakfield Surgery',
    companies: [
      { name: 'Oakfield Surgery', place: 'root' },
      { name: 'Oakfield Surgery', place: 'folder' },
    ],
  },
  {
    branch: 'companyInFolder',
    name: 'Lighthouse Community Theatre CIO',
    companies: [{ name: 'Lighthouse Community Theatre CIO', place: 'folder' }],
  },
  {
    branch: 'companyUnderNestedPartner',
    name: 'Pelican Crossing Nurseries',
    companies: [{ name: 'Pelican Crossing Nurseries', place: 'nestedPartner' }],
  },
  {
    branch: 'suspendedCompany',
    name: 'Ashdown Timber Merchants Ltd',
    companies: [{ name: 'Ashdown Timber Merchants Ltd', place: 'root', isSuspended: true }],
  },
  {
    branch: 'unmanageableCompany',
    name: 'Fairfax Wealth Management',
    companies: [{ name: 'Fairfax Wealth Management', place: 'root', canBeManagedByAbove: false }],
  },
  {
    branch: 'differsByCase',
    name: 'Penrose Architects Ltd',
    companies: [{ name: 'PENROSE Architects Ltd', place: 'root' }],
  },
  {
    branch: 'differsByBlank',
    name: 'Whitby Ales',
    companies: [{ name: 'Whitby Ales ', place: 'root' }],
  },
  {
    branch: 'differsByUnicodeForm',
    name: 'Café Lumière'.normalize('NFC'),
    companies: [{ name: 'Café Lumière'.normalize('NFD'), place: 'root' }],
  },
  {
    branch: 'prefixedCompany',
    name: 'Fenwick Bakeries',
    companies: [{ name: 'New Fenwick Bakeries', place: 'root' }],
  },
  withCompany('Tarn Valley Farm Shop', 'variableWithOtherValue', {
    variable: { value: otherLink, masked: false },
  }),
  withCompany('Quayside Property Lettings', 'variableMasked', {
    variable: { value: otherLink, masked: true },
  }),
  withCompany('Merrow Engineering plc', 'slowKit', { kitBuildMs: 8000 }),
  { branch: 'onDemandSite', name: 'Walk-in Repairs', onDemand: true },
  { branch: 'onDemandSite', name: 'Trade Fair Loan Laptops', onDemand: true },
  ...[
    'Brightwater Marine Ltd',
    'Kessel Logistik GmbH',
    'Northfield Primary School',
    'JBM Accountants',
    'Müller Zahntechnik GmbH',
    'Orchard Lane Veterinary Group',
    "St Oswald's Church Trust",
    'Vandenberg & Zn. BV',
  ].map((name) => withCompany(name)),
  ...[
    'Alder & Ash Joinery',
    'Beacon Street Pharmacy',
    'Blue Heron Yoga Studio',
    'Calloway Freight Services Ltd',
    'Copperfield Brewing Co.',
    'DCS Electrical Contractors',
    'Dunmore Estate Agents',
    'Ellery, Marsh and Partners',
    'Fernhill Care Homes Ltd',
    'Greenacre Ltd t/a Greenacre Garden Centre',
    'H. Pemberton & Sons',
    'Ironbridge Fabrications Ltd',
    'KLM Structural Engineers',
    'Lakeview Medical Centre',
    'Marlowe Press',
    'Nantes Import SARL',
    'Osprey Surveying Ltd.',
    'Parkside Montesori Nursery',
    'Quill and Ledger Bookkeeping',
    'Redwood Analytics Inc',
    'Saxon Way Motors',
    'Thistle & Thyme Catering',
    'Umbra Lighting Design',
    'Weald Housing Association',
    'Yewtree Insurance Brokers',
    'Zephyr Sailmakers',
  ].map(withoutCompany),
];

/** Companies of the MSP's tree, and of another partner, that no site is for. */
export const demoCompanies: readonly CompanySpecification[] = [
  { name: 'Gable & Finch Surveyors', place: 'nestedPartner' },
  { name: 'Ridgeway Motors', place: 'nestedPartner' },
  { name: 'Old Mill Antiques', place: 'root', package: 'Workstations' },
  { name: 'Harbour Lights Hostel', place: 'folder' },
  { name: 'Bellweather Foods Ltd', place: 'otherPartner' },
  { name: 'Quantock Cider Company', place: 'otherPartner' },
];
