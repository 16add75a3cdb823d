import type { NamedCompany } from './company-tree.ts';
import { unsettledCompany } from './find-company.ts';
import { companyNameFor, nameKey, usableCompanyName } from './names.ts';
import type { PlanContext } from './plan-context.ts';
import type { Refusal } from './plan-types.ts';
import { quoted, siteProblem } from './problems.ts';
import type { ListedSite } from './scope.ts';
import type { SiteDecision } from './site-decision.ts';
import { obstacleTo } from './site-obstacles.ts';

type NoName = Extract<SiteDecision, { kind: 'no-name' }>;

/** How long a name that GravityZone refused is left alone. */
export const refusalHoldsMs = 24 * 60 * 60 * 1000;

export interface WantedCompany {
  name: string;
  prefixed: boolean;
}

/** The name that a new company for the site gets by the prefix settings. */
export function wantedCompany({ input, tree }: PlanContext, site: ListedSite): WantedCompany {
  return companyNameFor(site.name, input.settings, (key) => tree.named(key).length > 0);
}

/**
 * The company that a run would create for a site for which none is free. Everything in the tree that
 * has the wanted name is associated here, or it would have been found before.
 */
export function decideCreation(context: PlanContext, site: ListedSite): SiteDecision {
  const wanted = wantedCompany(context, site);
  const key = nameKey(wanted.name);
  if (context.input.locked.companyNameKeys.has(key)) return { kind: 'under-way', site };
  const unsettled = context.tree.named(key).find(({ id }) => !context.tree.isSettled(id));
  if (unsettled !== undefined)
    return { kind: 'unsettled', site, problem: unsettledCompany(site, unsettled) };
  const fault = nameFault(context, site, wanted);
  if (fault !== undefined) return withoutName(site, fault);
  const refusal = refusalOf(context, key);
  if (refusal !== undefined) return refused(site, wanted, refusal);
  const problem = obstacleTo(context, site, null);
  if (problem !== undefined) return { kind: 'problem', problem };
  return { kind: 'create', site, companyName: wanted.name, prefixed: wanted.prefixed };
}

/** Why a site can't have the name for a new company. */
export interface NameFault {
  wantedName: string;
  reason: NoName['reason'];
  bearer: NamedCompany | null;
  /** After "gets no new company: "; without a full stop. */
  why: string;
  evidence: string[];
}

export function withoutName(site: ListedSite, { why, ...fault }: NameFault): NoName {
  return {
    kind: 'no-name',
    site,
    ...fault,
    sentence: `Site ${quoted(site.name)} gets no new company: ${why}. Give another name.`,
  };
}

/** What keeps a new company for the site from having the name, as far as the inventories tell. */
export function nameFault(
  context: PlanContext,
  site: ListedSite,
  wanted: WantedCompany,
): NameFault | undefined {
  const verdict = usableCompanyName(wanted.name);
  const fault = { wantedName: wanted.name, bearer: null };
  if (!verdict.ok) {
    const why = verdict.sentence.replace(/\.$/, '');
    return { ...fault, reason: 'unusable', why, evidence: [verdict.sentence] };
  }
  const key = nameKey(wanted.name);
  const [bearer] = context.tree.named(key);
  if (bearer !== undefined) {
    const uid = context.associatedWith.get(bearer.id);
    const other = uid === undefined ? undefined : context.associationOf.get(uid);
    const whose =
      other === undefined
        ? `a company that is in view already`
        : `a company that is associated with site ${quoted(other.siteName)}`;
    const why = `the name ${quoted(wanted.name)} is taken by ${whose}`;
    const evidence = [`Company ${quoted(bearer.name)} (${bearer.id}) is ${whose}.`];
    return { ...fault, reason: 'taken', bearer, why, evidence };
  }
  if (wanted.prefixed && context.bearers(key).size > 0) {
    const why = `${quoted(wanted.name)} is the name of another managed site`;
    return { ...fault, reason: 'of-another-site', why, evidence: [`${why}.`] };
  }
  return undefined;
}

function refused(site: ListedSite, wanted: WantedCompany, refusal: Refusal): SiteDecision {
  const why = `GravityZone refused to create ${quoted(refusal.name)} with “${refusal.text}”`;
  const again = 'It is tried again when its name or the settings change, or after 24 hours.';
  if (saysTaken(refusal.text)) {
    const evidence = [`${why}.`, again];
    return withoutName(site, {
      wantedName: wanted.name,
      reason: 'refused',
      bearer: null,
      why,
      evidence,
    });
  }
  const sentence = `gets no new company: ${why}. ${again} See to the cause, or map the site by hand.`;
  return { kind: 'problem', problem: siteProblem('creation-refused', site, sentence) };
}

/**
 * A refused name is not tried again until name or settings change, or for 24 hours. Nor is it tried
 * with the prefix instead: what is said to exist may be a company of ours that is not listed yet,
 * and a second one must never come of it (spec 3.6.4).
 */
export function refusalOf(context: PlanContext, key: string): Refusal | undefined {
  const { refusals, nowAt } = context.input;
  return refusals
    .filter(
      (entry) =>
        entry.nameKey === key &&
        entry.settingsHash === context.settingsHash &&
        nowAt - entry.refusedAt < refusalHoldsMs,
    )
    .reduce<Refusal | undefined>(
      (latest, entry) => (latest === undefined || isLater(entry, latest) ? entry : latest),
      undefined,
    );
}

/** Whether GravityZone's words mean that the name is in use where it can't be seen (spec 3.5). */
export function saysTaken(text: string): boolean {
  return /exist/i.test(text);
}

function isLater(a: Refusal, b: Refusal): boolean {
  return a.refusedAt === b.refusedAt ? a.text < b.text : a.refusedAt > b.refusedAt;
}
