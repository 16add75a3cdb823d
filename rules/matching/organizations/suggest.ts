import { consensusText } from '../devices/consensus.ts';
import { byNameAndId, type NameCandidate } from '../names/name-matcher.ts';
import { acronymReason } from '../names/reasons.ts';
import { differences } from './differences.ts';
import { isApart, type MatchingContext, organizationsOfCompany } from './matching-context.ts';
import type {
  DeviceAgreement,
  Organization,
  OrganizationCandidate,
  Source,
} from './organization-types.ts';

/** The bands in which the first suggestion is right often enough to be shown (matching.md, 4). */
const bands = { likely: 0.7, lead: 0.2, shown: 0.45, sharedKey: 0.94 };

/** What devices that all agree are worth, against a name that is certain. */
const devicesWorth = 0.9;

interface Scored {
  readonly id: string;
  readonly name: string;
  readonly score: number;
  readonly reasons: string[];
  /** Nothing but an acronym speaks for it: right too seldom to be called likely (matching.md, 4). */
  readonly acronymOnly: boolean;
  /** IT Glue ties it to the source's Autotask company. */
  readonly ofCompany: boolean;
}

/** The organizations that a person may accept for a source: the company's own first, then by score. */
export function suggest(context: MatchingContext, source: Source): OrganizationCandidate[] {
  const shown = scoredCandidates(context, source)
    .filter(({ score, id }) => score >= bands.shown && !isApart(context, source.id, id))
    .toSorted(
      (a, b) => Number(b.ofCompany) - Number(a.ofCompany) || b.score - a.score || byNameAndId(a, b),
    );
  const flags = flagsOf(context, source);
  return shown.map(({ id, name, score, reasons, ...one }, at) => ({
    id,
    name,
    score,
    likelihood: at === 0 && isLikely({ ...one, score }, shown[1]) ? 'likely' : 'possible',
    reasons,
    flags: flags(id),
  }));
}

/** Ahead of the second by enough, or the only one that shares a key of the name. */
function isLikely(
  first: Omit<Scored, 'id' | 'name' | 'reasons'>,
  second: Scored | undefined,
): boolean {
  if (first.ofCompany) return second?.ofCompany !== true;
  if (first.score < bands.likely || first.acronymOnly) return false;
  const next = second?.score ?? 0;
  return (
    first.score - next >= bands.lead || (first.score >= bands.sharedKey && next < bands.sharedKey)
  );
}

function scoredCandidates(context: MatchingContext, source: Source): Scored[] {
  const byName = new Map(context.names.candidates(source).map((one) => [one.id, one]));
  const agreements = new Map(
    (context.agreements.get(source.id) ?? []).map((one) => [one.destinationId, one]),
  );
  const ofCompany = new Set(organizationsOfCompany(context, source));
  const ids = new Set([...byName.keys(), ...agreements.keys(), ...ofCompany]);
  return [...ids]
    .flatMap((id) => context.organizations.get(id) ?? [])
    .map((one) => scored(one, byName.get(one.id), agreements.get(one.id), ofCompany.has(one.id)));
}

function scored(
  { id, name: organizationName }: Organization,
  name: NameCandidate | undefined,
  devices: DeviceAgreement | undefined,
  ofCompany: boolean,
): Scored {
  const agreeing = devices !== undefined && devices.agree > 0;
  const left = (1 - (name?.score ?? 0)) * (1 - (agreeing ? worthOf(devices) : 0));
  const reasons = [
    ...(ofCompany ? ['same Autotask company id'] : []),
    ...(name?.reasons ?? []),
    ...(agreeing ? [consensusText(devices)] : []),
  ];
  return {
    id,
    name: organizationName,
    score: ofCompany ? 1 : Math.round((1 - left) * 10_000) / 10_000,
    reasons,
    acronymOnly: !agreeing && (name?.score ?? 0) < bands.sharedKey && hasAcronym(name),
    ofCompany,
  };
}

/** The share that agrees, and less where few agree: one device may have been lent. */
function worthOf({ agree, of }: DeviceAgreement): number {
  return devicesWorth * Math.min(1, agree / Math.max(1, of)) * (agree / (agree + 1));
}

function hasAcronym(name: NameCandidate | undefined): boolean {
  return name?.reasons.includes(acronymReason) === true;
}

/** What to look out for with each organization. */
function flagsOf(context: MatchingContext, source: Source): (id: string) => string[] {
  const namesakes = context.names.namesakes(source);
  const group = new Set(
    namesakes.flatMap(({ id, otherDestinations }) => [id, ...otherDestinations]),
  );
  const apart = differences(
    [...group].toSorted().flatMap((id) => context.organizations.get(id) ?? []),
  );
  const nameOf = (id: string) => `“${context.sources.get(id)?.name ?? id}”`;
  return (id) => {
    const organization = context.organizations.get(id);
    const wanted = namesakes.find((one) => one.id === id)?.otherSources ?? [];
    const matched = (context.matchedTo.get(id) ?? []).filter((other) => other !== source.id);
    const differing = group.size > 1 ? (apart.get(id) ?? []) : [];
    const saysStatus = differing.some((flag) => flag.startsWith('status:'));
    return [
      ...wanted
        .filter((other) => !matched.includes(other))
        .map((other) => `also wanted by ${nameOf(other)}`),
      ...matched.map((other) => `already matched to ${nameOf(other)}`),
      ...differing,
      ...(saysStatus || organization === undefined ? [] : statusFlags(organization)),
    ];
  };
}

function statusFlags({ archived, status }: Organization): string[] {
  if (archived) return ['archived'];
  return status === null || /^active$/i.test(status) ? [] : [status.toLowerCase()];
}
