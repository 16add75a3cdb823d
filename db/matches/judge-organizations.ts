import { deviceConsensus } from '../../rules/matching/devices/consensus.ts';
import { matchOrganizations } from '../../rules/matching/organizations/match-organizations.ts';
import type {
  DeviceAgreement,
  Organization,
  OrganizationMatch,
  OrganizationMatchingInput,
  Pair,
} from '../../rules/matching/organizations/organization-types.ts';
import { companyContradiction } from '../../rules/matching/sources/company-contradiction.ts';
import type { SourceOrganization } from '../../rules/matching/sources/source-organizations.ts';
import { matchSubject } from '../actions/subject.ts';
import type { OrganizationPayload } from '../readings/payloads.ts';
import type { MatchNote } from '../schema/index.ts';
import { matchedAs, nothingFound, withNewMatch, type JudgedMatch } from './judged-match.ts';
import type { MatchInput } from './load-match-input.ts';
import type { RecordedMatches } from './recorded-matches.ts';

/**
 * What a run makes of every source organization. Suggestions say which organizations are matched
 * already, those of this very run among them: the next run has nothing to add.
 */
export function judgeOrganizations(input: MatchInput): JudgedMatch[] {
  const matching = matchingInput(input);
  const judged = judgeBy(input, matching);
  const made = judged.flatMap(matchMade);
  if (made.length === 0) return judged;
  const after = judgeBy(input, { ...matching, matches: [...matching.matches, ...made] });
  return judged.map((one, index) => {
    const next = after[index];
    return one.newMatch || !next || next.newMatch ? one : next;
  });
}

function matchingInput(input: MatchInput): OrganizationMatchingInput {
  return {
    sources: input.sources.map((source) => ({
      id: source.id,
      name: source.name,
      autotaskCompanyId: companyOf(input, source),
      withoutCompany: source.withoutCompany,
    })),
    organizations: input.organizations.map(matchedOrganization),
    agreements: agreementsOf(input),
    ...decisionsOf(input.recorded),
  };
}

/** The match that a run makes, as it stands for other sources. */
function matchMade({ sourceId, name, newMatch }: JudgedMatch): OrganizationMatch[] {
  if (newMatch === null) return [];
  const { destinationId, destinationName } = newMatch;
  return [{ sourceId, destinationId, origin: 'rule', sourceName: name, destinationName }];
}

function judgeBy(input: MatchInput, matching: OrganizationMatchingInput): JudgedMatch[] {
  const { recorded } = input;
  const verdicts = matchOrganizations(matching);
  const names = new Map(input.organizations.map(({ id, name }) => [id, name]));
  const bySource = new Map(verdicts.map((verdict) => [verdict.sourceId, verdict]));
  return input.sources.map((source) => {
    const seen = organizationSeen(source);
    const verdict = bySource.get(source.id);
    if (!verdict) return seen;
    const { suggestions, conflicts } = verdict;
    const notes = [
      ...seen.verdict.notes,
      ...verdict.notes,
      ...contradictionNotes(input, source, recorded),
    ];
    const judged = { ...seen, verdict: { suggestions, conflicts, notes } };
    if (!('destinationId' in verdict)) return judged;
    const { destinationId } = verdict;
    const destinationName = names.get(destinationId) ?? null;
    if (verdict.state !== 'matched-by-rule') return { ...judged, destinationName };
    const { reasons } = verdict;
    return withNewMatch(judged, recorded, { destinationId, destinationName, reasons });
  });
}

/** A source organization of which nothing is judged. */
export function organizationSeen(source: SourceOrganization): JudgedMatch {
  const { id, name, sites, devices, autotaskCompanyId, withoutCompany } = source;
  return {
    kind: 'organization',
    sourceId: id,
    name,
    organizationSourceId: id,
    siteUid: sites[0]?.uid ?? id,
    details: {
      devices,
      siteNames: sites.map((site) => site.name),
      ...(autotaskCompanyId === null ? {} : { autotaskCompanyId }),
    },
    verdict: withoutCompany ? { ...nothingFound, notes: [withoutCompanyNote] } : nothingFound,
    destinationName: null,
    newMatch: null,
  };
}

const withoutCompanyNote: MatchNote = {
  code: 'no-source-organization',
  sentence:
    'The site has no Autotask company, so it is not matched by itself. Give it one in Datto RMM, or match Datto RMM sites.',
};

/** Its Autotask company says something only where companies are what is matched. */
function companyOf(
  { organizationSource }: MatchInput,
  { autotaskCompanyId }: SourceOrganization,
): string | null {
  return organizationSource === 'autotask-companies' ? autotaskCompanyId : null;
}

function matchedOrganization({
  id,
  name,
  statusName,
  autotaskCompanyIds,
}: OrganizationPayload): Organization {
  // Organizations can't be archived (itglue.md 3.1): their status says that they are out of use.
  return { id, name, archived: false, status: statusName, autotaskCompanyIds, city: null };
}

/** A listing of configurations that proves nothing says nothing of where devices are found. */
function agreementsOf({ devices, configurations, proven }: MatchInput): DeviceAgreement[] {
  if (!proven.configurations) return [];
  return deviceConsensus(
    devices.map(({ device }) => device),
    configurations,
  );
}

/** What people and earlier runs decided of source organizations, as the rules take it. */
function decisionsOf({ rows, apart }: RecordedMatches) {
  const matches: OrganizationMatch[] = [];
  const ignored = new Set<string>();
  const pairs: Pair[] = [];
  for (const { kind, ...row } of rows.values()) {
    if (kind !== 'organization') continue;
    const { sourceId, destinationId, state } = row;
    for (const id of apart.get(matchSubject(kind, sourceId)) ?? []) {
      pairs.push({ sourceId, destinationId: id });
    }
    if (state === 'ignored') ignored.add(sourceId);
    const then = matchedAs({ kind, ...row });
    if (!then || destinationId === null) continue;
    const origin = row.origin ?? 'person';
    const { name: sourceName, destinationName } = then;
    matches.push({ sourceId, destinationId, origin, sourceName, destinationName });
  }
  return { matches, ignored, apart: pairs };
}

/** A person's match is not held against what IT Glue says. */
function contradictionNotes(
  input: MatchInput,
  source: SourceOrganization,
  { rows }: RecordedMatches,
): MatchNote[] {
  const row = rows.get(matchSubject('organization', source.id));
  if (row?.state !== 'matched' || row.origin !== 'rule' || row.destinationId === null) return [];
  const company = companyOf(input, source);
  const sentence = companyContradiction(company, row.destinationId, input.organizations);
  return sentence === null ? [] : [{ code: 'contradicted', sentence }];
}
