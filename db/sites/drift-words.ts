import type { PackageWord, VariableWord } from '../../rules/gravityzone/drift.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import type { CompanyDetailsPayload } from '../readings/payloads.ts';
import type { SiteFacts } from './shown-site.ts';

interface Stands {
  package: PackageWord;
  variable: VariableWord;
}

/** What is out of step with an association, in words (spec 3.5). */
export function driftWords(
  facts: SiteFacts,
  stands: Stands,
  details: CompanyDetailsPayload | undefined,
): string[] {
  // Until it is complete, what is missing is still to come.
  const made = facts.state === 'complete' ? [...stateWords(stands), ...nameWords(facts)] : [];
  return [...made, ...companyWords(details)];
}

const fine: readonly string[] = ['ok', 'unread', 'building'];

function stateWords(stands: Stands): string[] {
  return [
    ...(fine.includes(stands.package) ? [] : [`package ${stands.package}`]),
    ...(fine.includes(stands.variable) ? [] : [`variable ${stands.variable}`]),
  ];
}

/** A name is accepted and never written back: it is only shown. */
function nameWords(facts: SiteFacts): string[] {
  const words: string[] = [];
  if (facts.company_name_now === null) {
    if (facts.companies_read) words.push('company not in view');
  } else if (!sameName(facts.company_name_now, facts.company_name ?? '')) {
    words.push(`company renamed from “${facts.company_name}”`);
  }
  if (!facts.out_of_scope && !sameName(facts.name, facts.associated_name ?? facts.name)) {
    words.push(`site renamed from “${facts.associated_name}”`);
  }
  return words;
}

/** Neither is ever repaired: it is for the operator to settle in GravityZone. */
function companyWords(details: CompanyDetailsPayload | undefined): string[] {
  return [
    ...(details?.suspended === true ? ['company suspended'] : []),
    ...(details?.manageable === false ? ['company unmanageable'] : []),
  ];
}
