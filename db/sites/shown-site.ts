import { companyId, packageId, siteUid } from '../../rules/identity.ts';
import type { InstallationLink, VariableState } from '../../rules/gravityzone/associations.ts';
import {
  associationState,
  type PackageWord,
  type VariableWord,
} from '../../rules/gravityzone/drift.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import type { AssociationState } from '../schema/index.ts';

/** A row as the database joins it. */
export type SiteFacts = {
  uid: string;
  name: string;
  devices: number | null;
  out_of_scope: boolean;
  excluded: boolean;
  company_id: string | null;
  company_name: string | null;
  associated_name: string | null;
  state: AssociationState | null;
  package_id: string | null;
  package_name: string | null;
  install_link: string | null;
  associated_at: string | null;
  company_name_now: string | null;
  companies_read: boolean;
  problem: string | null;
};

export interface ShownSite {
  uid: string;
  name: string;
  devices: number | null;
  /** Its site is on-demand or gone: the association stays and nothing is done to it. */
  outOfScope: boolean;
  excluded: boolean;
  association: {
    companyId: string;
    companyName: string;
    state: AssociationState;
    package: PackageWord;
    packageName: string | null;
    variable: VariableWord;
    /** What is out of step, in words; empty if nothing is known to be. */
    drift: string[];
    createdAt: string;
  } | null;
  /** Why the last run did nothing for it, or stopped. */
  problem: string | null;
}

interface States {
  links: InstallationLink[] | undefined;
  variables: ReadonlyMap<string, VariableState>;
}

/** A site as it is listed: how its package and variable stand is the rules' word. */
export function shownSite(facts: SiteFacts, states: States): ShownSite {
  return {
    uid: facts.uid,
    name: facts.name,
    devices: facts.devices,
    outOfScope: facts.out_of_scope,
    excluded: facts.excluded,
    association: shownAssociation(facts, states),
    problem: facts.problem,
  };
}

function shownAssociation(
  facts: SiteFacts,
  { links, variables }: States,
): ShownSite['association'] {
  if (facts.company_id === null || facts.company_name === null || facts.state === null) return null;
  const stands = associationState(
    {
      siteUid: siteUid(facts.uid),
      companyId: companyId(facts.company_id),
      packageName: facts.package_name,
      packageId: facts.package_id === null ? null : packageId(facts.package_id),
      writtenLink: facts.state === 'complete' ? facts.install_link : null,
    },
    links,
    variables.get(facts.uid) ?? { state: 'unread' },
  );
  return {
    companyId: facts.company_id,
    companyName: facts.company_name_now ?? facts.company_name,
    state: facts.state,
    package: stands.package,
    packageName: facts.package_name,
    variable: stands.variable,
    // Until it is complete, what is missing is still to come.
    drift: facts.state === 'complete' ? driftWords(facts, stands) : [],
    createdAt: new Date(facts.associated_at ?? 0).toISOString(),
  };
}

const fine: readonly string[] = ['ok', 'unread', 'building'];

function driftWords(
  facts: SiteFacts,
  stands: { package: PackageWord; variable: VariableWord },
): string[] {
  const words: string[] = [];
  if (!fine.includes(stands.package)) words.push(`package ${stands.package}`);
  if (!fine.includes(stands.variable)) words.push(`variable ${stands.variable}`);
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
