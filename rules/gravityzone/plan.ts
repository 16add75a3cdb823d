import { decideCompletions, unfinishedProblem } from './decide-completions.ts';
import { decideSites } from './decide-sites.ts';
import { nameKey } from './names.ts';
import { planContext } from './plan-context.ts';
import type { PlanContext } from './plan-context.ts';
import { itemFor } from './plan-items.ts';
import { summarize } from './plan-summary.ts';
import type { Plan, PlanInput, PlanItem, PlanNote, WaitingSite } from './plan-types.ts';
import { quoted, runProblem } from './problems.ts';
import type { Problem } from './problems.ts';
import { compareText, isExcluded } from './scope.ts';
import { levelTitles } from './settings.ts';
import type { GravityzoneSettings } from './settings.ts';
import type { SiteDecision } from './site-decision.ts';

/**
 * What a run would do, from what was read and recorded. The same code makes a preview and a run
 * (spec 5.1), the same input in any order makes the same plan, and a plan that was carried out
 * leaves nothing for the next.
 */
export function planGravityzone(input: PlanInput): Plan {
  const context = planContext(input);
  const unproven = unprovenReadings(input);
  if (unproven.length > 0) {
    return summarize(context, { items: [], waiting: [], problems: unproven, notes: [] });
  }
  const found: Found = { items: [], waiting: [], problems: [], notes: [] };
  addCompletions(context, found);
  addSites(context, found);
  if (!writes(input.settings)) found.notes.unshift(writesNothing(input.settings));
  return summarize(context, inOrder(found));
}

/**
 * Whether a run associates, creates and completes: only at Automatic inventory synchronization with
 * handling Automatic (spec 3.4).
 */
export function writes(settings: Pick<GravityzoneSettings, 'level' | 'handling'>): boolean {
  return settings.level === 'automatic' && settings.handling === 'automatic';
}

export type Found = Pick<Plan, 'items' | 'waiting' | 'problems' | 'notes'>;

/** A listing that proves nothing leaves nothing to plan from (spec 3.6.1). */
function unprovenReadings(input: PlanInput): Problem[] {
  return [input.evidence.sites, input.evidence.companies].flatMap((verdict) =>
    verdict.proves ? [] : [runProblem('reading-unproven', verdict.sentence)],
  );
}

function addCompletions(context: PlanContext, found: Found): void {
  const mayWrite = writes(context.input.settings);
  for (const completion of decideCompletions(context)) {
    switch (completion.kind) {
      case 'complete':
        if (mayWrite) found.items.push(completion.item);
        else found.problems.push(unfinishedProblem(completion.site));
        break;
      case 'problem':
        found.problems.push(completion.problem);
        break;
      case 'under-way':
        found.notes.push(underWay(completion.site));
        break;
    }
  }
}

function addSites(context: PlanContext, found: Found): void {
  const { settings, exclusions } = context.input;
  const sites = context.sites.filter(
    (site) => !context.associationOf.has(site.uid) && !isExcluded(site, exclusions),
  );
  const inScope = settings.level === 'automatic';
  for (const decision of decideSites(context, sites)) {
    switch (decision.kind) {
      case 'associate':
      case 'create':
        if (writes(settings)) found.items.push(itemFor(context, decision));
        // Below Automatic, a site without an association is out of scope: only what a person could
        // create is listed.
        else if (inScope || decision.kind === 'create') found.waiting.push(waitingFor(decision));
        break;
      case 'problem':
        if (inScope) found.problems.push(decision.problem);
        break;
      case 'under-way':
        if (inScope) found.notes.push(underWay(decision.site));
        break;
    }
  }
}

function waitingFor(
  decision: Extract<SiteDecision, { kind: 'associate' | 'create' }>,
): WaitingSite {
  const site = { siteUid: decision.site.uid, siteName: decision.site.name };
  if (decision.kind === 'create') {
    return { kind: 'to-be-created', ...site, companyId: null, companyName: decision.companyName };
  }
  const { id, name } = decision.company;
  return { kind: 'to-be-associated', ...site, companyId: id, companyName: name };
}

function writesNothing(settings: GravityzoneSettings): PlanNote {
  const why =
    settings.level === 'automatic'
      ? 'synchronization event handling is Manual'
      : `the synchronization level is ${quoted(levelTitles[settings.level])}`;
  return {
    code: 'writes-nothing',
    siteUid: null,
    sentence: `A run associates and creates nothing, since ${why}.`,
  };
}

function underWay(site: { uid: PlanNote['siteUid']; name: string }): PlanNote {
  return {
    code: 'under-way',
    siteUid: site.uid,
    sentence: `Site ${quoted(site.name)} is left alone: an action on it or its company is under way.`,
  };
}

/** What finishes comes first, then what associates, then what creates; by site name in each. */
function inOrder(found: Found): Found {
  const rank = { complete: 0, associate: 1, 'create-company': 2 } as const;
  const bySite = <T extends { siteUid: string | null; siteName: string | null }>(a: T, b: T) =>
    compareText(nameKey(a.siteName ?? ''), nameKey(b.siteName ?? '')) ||
    compareText(a.siteUid ?? '', b.siteUid ?? '');
  return {
    items: found.items.toSorted(
      (a: PlanItem, b: PlanItem) => rank[a.kind] - rank[b.kind] || bySite(a, b),
    ),
    waiting: found.waiting.toSorted(bySite),
    problems: found.problems.toSorted((a, b) => bySite(a, b) || compareText(a.code, b.code)),
    notes: found.notes.toSorted((a, b) => compareText(a.siteUid ?? '', b.siteUid ?? '')),
  };
}
