import type { Random } from '../random.ts';
import { withCompany, withoutCompany, type SiteSpecification } from './site-specification.ts';

const places = [
  'Alderney',
  'Barnwell',
  'Chilcombe',
  'Deepdale',
  'Eskdale',
  'Foxton',
  'Glenmore',
  'Haverhill',
  'Inverbay',
  'Juniper Hill',
  'Kingsmead',
  'Longford',
  'Mossbank',
  'Netherby',
  'Oldcastle',
  'Pinewood',
  'Queensferry',
  'Rosehall',
  'Stonebridge',
  'Thornbury',
  'Upton',
  'Vale Royal',
  'Westmarch',
  'Yarrow',
  'Zennor',
];
const trades = [
  'Accountants',
  'Builders',
  'Care Group',
  'Dental Practice',
  'Electrical',
  'Foods',
  'Garage',
  'Housing Trust',
  'Insurance Brokers',
  'Joinery',
  'Kitchens',
  'Legal',
  'Motors',
  'Nursery',
  'Opticians',
  'Plumbing',
  'Quarries',
  'Roofing',
  'School',
  'Textiles',
  'Utilities',
  'Vets',
  'Wholesale',
];
const legalForms = ['Ltd', 'Limited', 'LLP', 'plc', 'Ltd.', 'GmbH', 'Inc', 'BV', '& Sons', '', ''];

/** Sites without anything particular, names unique; about a third have a company already. */
export function plainSites(
  count: number,
  taken: ReadonlySet<string>,
  random: Random,
): SiteSpecification[] {
  const names = new Set([...taken].map((name) => name.toLowerCase()));
  return Array.from({ length: count }, () => {
    let name = plainName(random);
    while (names.has(name.toLowerCase())) name = `${plainName(random)} ${random.pick(places)}`;
    names.add(name.toLowerCase());
    if (random.chance(0.04)) return { branch: 'onDemandSite', name, onDemand: true };
    return random.chance(0.35) ? withCompany(name) : withoutCompany(name);
  });
}

function plainName(random: Random): string {
  return `${random.pick(places)} ${random.pick(trades)} ${random.pick(legalForms)}`.trim();
}
