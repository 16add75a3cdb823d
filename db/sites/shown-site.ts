import { companyId, packageId, siteUid } from '../../rules/identity.ts';
import type {
  Association,
  InstallationLink,
  VariableState,
} from '../../rules/gravityzone/associations.ts';
import {
  associationState,
  type PackageWord,
  type VariableWord,
} from '../../rules/gravityzone/drift.ts';
import type { EventType } from '../../rules/gravityzone/events/event-types.ts';
import type { CompanyDetailsPayload } from '../readings/payloads.ts';
import type { AssociationState } from '../schema/index.ts';
import { driftWords } from './drift-words.ts';

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
  expected_parent_id: string | null;
  state: AssociationState | null;
  package_id: string | null;
  package_name: string | null;
  install_link: string | null;
  previous_link: string | null;
  associated_at: string | null;
  company_name_now: string | null;
  companies_read: boolean;
  open_events: OpenEvent[];
  problem: string | null;
};

/** An event that is open, or being acted on. */
export interface OpenEvent {
  id: string;
  type: EventType;
}

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
  openEvents: OpenEvent[];
  /** Why the last run did nothing for it, or stopped. */
  problem: string | null;
}

/** What was last read of the associations on a page. */
export interface SiteStates {
  links: InstallationLink[] | undefined;
  details: ReadonlyMap<string, CompanyDetailsPayload>;
  variables: ReadonlyMap<string, VariableState>;
}

/** A site as it is listed: how its package and variable stand is the rules' word. */
export function shownSite(facts: SiteFacts, states: SiteStates): ShownSite {
  return {
    uid: facts.uid,
    name: facts.name,
    devices: facts.devices,
    outOfScope: facts.out_of_scope,
    excluded: facts.excluded,
    association: shownAssociation(facts, states),
    openEvents: facts.open_events,
    problem: facts.problem,
  };
}

function shownAssociation(
  facts: SiteFacts,
  { links, details, variables }: SiteStates,
): ShownSite['association'] {
  const tied = associationOf(facts);
  if (tied === null || facts.state === null) return null;
  const stands = associationState(tied, links, variables.get(facts.uid) ?? { state: 'unread' });
  return {
    companyId: tied.companyId,
    companyName: facts.company_name_now ?? tied.companyName,
    state: facts.state,
    package: stands.package,
    packageName: facts.package_name,
    variable: stands.variable,
    drift: driftWords(facts, stands, details.get(tied.companyId)),
    createdAt: new Date(facts.associated_at ?? 0).toISOString(),
  };
}

function associationOf(facts: SiteFacts): Association | null {
  const { company_id: id, company_name: companyName, expected_parent_id: partner } = facts;
  if (id === null || companyName === null || partner === null) return null;
  return {
    siteUid: siteUid(facts.uid),
    siteName: facts.associated_name ?? facts.name,
    companyId: companyId(id),
    companyName,
    expectedPartnerId: companyId(partner),
    packageName: facts.package_name,
    packageId: facts.package_id === null ? null : packageId(facts.package_id),
    writtenLink: facts.state === 'complete' ? facts.install_link : null,
    previousLink: facts.previous_link,
  };
}
