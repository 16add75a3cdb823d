import type { Namesake } from '../names/name-matcher.ts';
import {
  inUse,
  isApart,
  type MatchingContext,
  organizationsOfCompany,
} from './matching-context.ts';
import type { Source } from './organization-types.ts';

/** What the rule says of a source: an organization, or what keeps it from being matched by itself. */
export type RuleVerdict =
  | { readonly destinationId: string; readonly reasons: string[] }
  | { readonly destinationId: null; readonly conflicts: string[] };

const sameCompany = 'same Autotask company id';
const sameName = 'same name';

/** The automatic match of spec 4.2. Devices are not asked: weaker names are never matched by rule. */
export function judgeByRule(context: MatchingContext, source: Source): RuleVerdict {
  const namesakes = context.names.namesakes(source);
  const ofCompany = organizationsOfCompany(context, source);
  if (ofCompany.length > 0) return judgeByCompany(context, source, ofCompany, namesakes);
  if (namesakes.length === 0) return { destinationId: null, conflicts: [] };
  const conflicts = nameConflicts(context, source, namesakes);
  const [only] = namesakes;
  if (conflicts.length > 0 || only === undefined) return { destinationId: null, conflicts };
  return settled(context, source, only.id, [sameName]);
}

/** The id beats the name; where they disagree, a person decides. */
function judgeByCompany(
  context: MatchingContext,
  source: Source,
  ofCompany: readonly string[],
  namesakes: readonly Namesake[],
): RuleVerdict {
  const refuse = (sentence: string): RuleVerdict => ({
    destinationId: null,
    conflicts: [sentence],
  });
  const [id = '', ...others] = ofCompany;
  if (others.length > 0) {
    return refuse(`IT Glue ties ${named(context, ofCompany)} to the same Autotask company.`);
  }
  const namesake = namesakes.find((one) => one.id === id);
  if (namesake === undefined) {
    const elsewhere = namesakes.map((one) => one.id);
    const also =
      elsewhere.length === 0 ? '' : `, and the name is that of ${named(context, elsewhere)}`;
    return refuse(`IT Glue ties ${named(context, [id])} to the same Autotask company${also}.`);
  }
  const { obstacle } = namesake;
  if (obstacle === 'the numbers differ' || obstacle === 'the legal forms differ') {
    return refuse(`Of ${named(context, [id])}, ${obstacle}.`);
  }
  return settled(context, source, id, [sameCompany, sameName]);
}

/** Why none of the organizations of the same name is matched by rule, in words. */
function nameConflicts(
  context: MatchingContext,
  source: Source,
  namesakes: readonly Namesake[],
): string[] {
  if (namesakes.length > 1) {
    const ids = namesakes.map(({ id }) => id);
    return [`There are ${namesakes.length} organizations of its name: ${named(context, ids)}.`];
  }
  return namesakes.flatMap(({ id, obstacle, otherSources, otherDestinations }) => {
    const company = companyConflict(context, source, id);
    switch (obstacle) {
      case undefined:
        return company;
      case 'not the only one of its name here':
        return [`Others have its name: ${sourcesNamed(context, otherSources)}.`, ...company];
      case 'not the only one of its name there':
        return [
          `Beside ${named(context, [id])} there is ${named(context, otherDestinations)}.`,
          ...company,
        ];
      case 'the numbers differ':
      case 'the legal forms differ':
        return [`Of ${named(context, [id])}, ${obstacle}.`, ...company];
      case 'a short single word':
      case 'a word that names nobody':
        return [`Its name is ${obstacle}, which others may have too.`, ...company];
    }
  });
}

/** The name's organization belongs to another Autotask company. */
function companyConflict(context: MatchingContext, source: Source, id: string): string[] {
  const companies = context.organizations.get(id)?.autotaskCompanyIds ?? [];
  if (companies.length === 0 || source.autotaskCompanyId === null) return [];
  if (companies.includes(source.autotaskCompanyId)) return [];
  const other = companies.join(', ');
  return [`IT Glue ties ${named(context, [id])} to another Autotask company (${other}).`];
}

/** The same name, unless a person has said something about either side, or it is out of use. */
function settled(
  context: MatchingContext,
  source: Source,
  destinationId: string,
  reasons: string[],
): RuleVerdict {
  const conflicts: string[] = [];
  const organization = context.organizations.get(destinationId);
  const where = named(context, [destinationId]);
  const taken = context.matchedTo.get(destinationId) ?? [];
  if (taken.length > 0) {
    conflicts.push(`${where} is already matched to ${sourcesNamed(context, taken)}.`);
  }
  if (isApart(context, source.id, destinationId)) {
    conflicts.push(`A person has said that it is not ${where}.`);
  } else if (context.apart.has(source.id)) {
    conflicts.push('A person has rejected a match of it before.');
  } else if (context.apartOfOrganization.has(destinationId)) {
    conflicts.push(`A person has rejected a match with ${where} before.`);
  }
  if (organization !== undefined && !inUse(organization)) {
    conflicts.push(`${where} is ${organization.archived ? 'archived' : organization.status}.`);
  }
  if (source.withoutCompany === true) conflicts.push('The site has no Autotask company.');
  return conflicts.length > 0 ? { destinationId: null, conflicts } : { destinationId, reasons };
}

function named(context: MatchingContext, ids: readonly string[]): string {
  return ids.map((id) => `“${context.organizations.get(id)?.name ?? id}”`).join(', ');
}

function sourcesNamed(context: MatchingContext, ids: readonly string[]): string {
  return ids.map((id) => `“${context.sources.get(id)?.name ?? id}”`).join(', ');
}
