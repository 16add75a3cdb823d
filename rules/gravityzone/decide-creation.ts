import { companyNameFor, nameKey, usableCompanyName } from './names.ts';
import type { PlanContext } from './plan-context.ts';
import type { Refusal } from './plan-types.ts';
import { quoted, siteProblem } from './problems.ts';
import type { Problem, ProblemCode } from './problems.ts';
import type { ListedSite } from './scope.ts';
import type { SiteDecision } from './site-decision.ts';
import { obstacleTo } from './site-obstacles.ts';

/** How long a name that GravityZone refused is left alone. */
export const refusalHoldsMs = 24 * 60 * 60 * 1000;

/**
 * The company that a run would create for a site for which none is free. Everything in the tree that
 * has the wanted name is associated here, or it would have been found before.
 */
export function decideCreation(context: PlanContext, site: ListedSite): SiteDecision {
  const { input, tree } = context;
  const wanted = companyNameFor(site.name, input.settings, (key) => tree.named(key).length > 0);
  const key = nameKey(wanted.name);
  if (input.locked.companyNameKeys.has(key)) return { kind: 'under-way', site };
  const problem =
    nameObstacle(context, site, wanted) ??
    refusalObstacle(context, site, key) ??
    obstacleTo(context, site, null);
  if (problem !== undefined) return { kind: 'problem', problem };
  return { kind: 'create', site, companyName: wanted.name, prefixed: wanted.prefixed };
}

function nameObstacle(
  context: PlanContext,
  site: ListedSite,
  wanted: { name: string; prefixed: boolean },
): Problem | undefined {
  const verdict = usableCompanyName(wanted.name);
  if (!verdict.ok) {
    const sentence = `gets no new company: ${verdict.sentence} Map the site by hand and give a name.`;
    return siteProblem('name-unusable', site, sentence);
  }
  const key = nameKey(wanted.name);
  const [bearer] = context.tree.named(key);
  if (bearer !== undefined) {
    const sentence = `gets no new company: the name ${quoted(wanted.name)} is taken by a company that is associated with another site. Map the site by hand and give a name.`;
    return siteProblem('name-taken', site, sentence, bearer.id);
  }
  if (wanted.prefixed && context.bearers(key).size > 0) {
    const sentence = `gets no new company: ${quoted(wanted.name)} is the name of another managed site. Map the site by hand and give a name.`;
    return siteProblem('name-of-another-site', site, sentence);
  }
  return undefined;
}

/**
 * A refused name is not tried again until name or settings change, or for 24 hours. Nor is it tried
 * with the prefix instead: what is said to exist may be a company of ours that is not listed yet,
 * and a second one must never come of it (spec 3.6.4).
 */
function refusalObstacle(context: PlanContext, site: ListedSite, key: string): Problem | undefined {
  const { refusals, nowAt } = context.input;
  const refusal = refusals
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
  if (refusal === undefined) return undefined;
  const code: ProblemCode = saysTaken(refusal.text) ? 'name-refused' : 'creation-refused';
  const advice =
    code === 'name-refused'
      ? 'Map the site by hand and give another name.'
      : 'See to the cause, or map the site by hand.';
  const sentence = `gets no new company: GravityZone refused to create ${quoted(refusal.name)} with “${refusal.text}”. It is tried again when its name or the settings change, or after 24 hours. ${advice}`;
  return siteProblem(code, site, sentence);
}

/** Whether GravityZone's words mean that the name is in use where it can't be seen (spec 3.5). */
export function saysTaken(text: string): boolean {
  return /exist/i.test(text);
}

function isLater(a: Refusal, b: Refusal): boolean {
  return a.refusedAt === b.refusedAt ? a.text < b.text : a.refusedAt > b.refusedAt;
}
