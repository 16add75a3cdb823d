import { type NameProfile, profileOf } from '../names/profile.ts';
import type { Organization } from './organization-types.ts';

type Trait = (organization: Organization, profile: NameProfile) => string;

/** What tells organizations of one name apart, in the order in which people look at it. */
const traits: Readonly<Record<string, Trait>> = {
  'legal form': (_, { legalForms }) => legalForms.join(' '),
  number: (_, { numbers }) => numbers.join(', '),
  city: ({ city }) => city ?? '',
  status: ({ status, archived }) => (archived ? 'archived' : (status ?? '')),
};

/** For each of several organizations of the same name, what sets it apart: "city: Boise". */
export function differences(organizations: readonly Organization[]): Map<string, string[]> {
  const profiles = new Map(organizations.map((one) => [one.id, profileOf(one)]));
  const flags = new Map(organizations.map(({ id }) => [id, [] as string[]]));
  for (const [label, trait] of Object.entries(traits)) {
    const values = organizations.map((one) => trait(one, profiles.get(one.id) as NameProfile));
    if (new Set(values).size < 2) continue;
    for (const [at, { id }] of organizations.entries()) {
      flags.get(id)?.push(`${label}: ${values[at] === '' ? 'none' : values[at]}`);
    }
  }
  return flags;
}
