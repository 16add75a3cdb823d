import { decideCompletions, unfinishedProblem } from './decide-completions.ts';
import type { Unseen } from './events/association-finding.ts';
import { detectAssociated } from './events/detect-associated.ts';
import { unseenProblems } from './events/unseen-problems.ts';
import { everySite, inOrder, missingSites } from './events/undecided.ts';
import { associates } from './may-write.ts';
import { nameKey } from './names.ts';
import { planContext } from './plan-context.ts';
import type { PlanContext } from './plan-context.ts';
import { underWay, writesNothing } from './plan-notes.ts';
import { addSites } from './plan-sites.ts';
import { summarize } from './plan-summary.ts';
import type { Found } from './plan-summary.ts';
import type { Plan, PlanInput } from './plan-types.ts';
import { runProblem } from './problems.ts';
import type { Problem } from './problems.ts';
import { compareText } from './scope.ts';

export { writes } from './may-write.ts';

/**
 * What a run found and would do, from what was read and recorded. The same code makes a preview and
 * a run (spec 5.1), the same input in any order makes the same plan, and a plan that was carried out
 * leaves nothing for the next.
 */
export function planGravityzone(input: PlanInput): Plan {
  const context = planContext(input);
  const found: Found = {
    items: [],
    events: [],
    undecided: [],
    waiting: [],
    problems: unprovenReadings(input),
    notes: [],
    detailsOf: [],
    checksOf: [],
    siteChecksOf: [],
  };
  if (found.problems.length > 0) {
    return summarize(context, { ...found, undecided: everySite(context) });
  }
  // Sites come first: what they are about to get is no longer free for anybody else.
  addSites(context, found);
  addAssociated(context, found);
  addCompletions(context, found);
  addUndecided(context, found);
  const ordered = ordering(found);
  if (!associates(input.settings)) ordered.notes.unshift(writesNothing(input.settings));
  return summarize(context, ordered);
}

/** A listing that proves nothing leaves nothing to plan from (spec 3.6.1). */
function unprovenReadings(input: PlanInput): Problem[] {
  return [input.evidence.sites, input.evidence.companies].flatMap((verdict) =>
    verdict.proves ? [] : [runProblem('reading-unproven', verdict.sentence)],
  );
}

function addAssociated(context: PlanContext, found: Found): void {
  const unseen: Unseen[] = [];
  for (const { association, finding } of detectAssociated(context)) {
    switch (finding.kind) {
      case 'in-step':
        break;
      case 'event':
        found.events.push(finding.event);
        if (finding.item !== null) found.items.push(finding.item);
        break;
      case 'undecided':
        found.undecided.push(association.siteUid);
        if (finding.checksOf !== undefined) found.checksOf.push(finding.checksOf);
        if (finding.siteChecksOf !== undefined) found.siteChecksOf.push(finding.siteChecksOf);
        if (finding.unseen !== undefined) unseen.push(finding.unseen);
        break;
    }
  }
  found.problems.push(...unseenProblems(unseen));
}

function addCompletions(context: PlanContext, found: Found): void {
  const mayWrite = associates(context.input.settings);
  const deleted = new Set(
    found.events.filter(({ type }) => type === 'destination-deleted').map(({ siteUid }) => siteUid),
  );
  for (const completion of decideCompletions(context)) {
    switch (completion.kind) {
      case 'complete':
        if (mayWrite) found.items.push(completion.item);
        else found.problems.push(unfinishedProblem(completion.site));
        break;
      case 'problem': {
        // Its event says what is the matter, and handling it finishes the association.
        const { siteUid } = completion.problem;
        if (siteUid === null || !deleted.has(siteUid)) found.problems.push(completion.problem);
        break;
      }
      case 'under-way':
        found.notes.push(underWay(completion.site));
        break;
    }
  }
}

/** Of a site that nothing is decided about no event comes, and none goes. */
function addUndecided(context: PlanContext, found: Found): void {
  const missing = missingSites(context);
  found.siteChecksOf.push(...missing.siteChecksOf);
  found.undecided.push(...missing.undecided, ...context.input.locked.siteUids);
}

const rank = { complete: 0, move: 1, associate: 2, recreate: 3, 'create-company': 4 } as const;

/** What finishes comes first, what associates before what creates; by site name in each. */
function ordering(found: Found): Found {
  const bySite = <T extends { siteUid: string | null; siteName: string | null }>(a: T, b: T) =>
    compareText(nameKey(a.siteName ?? ''), nameKey(b.siteName ?? '')) ||
    compareText(a.siteUid ?? '', b.siteUid ?? '');
  return {
    items: found.items.toSorted((a, b) => rank[a.kind] - rank[b.kind] || bySite(a, b)),
    events: found.events.toSorted((a, b) => bySite(a, b) || compareText(a.type, b.type)),
    undecided: inOrder(found.undecided),
    waiting: found.waiting.toSorted(bySite),
    problems: found.problems.toSorted((a, b) => bySite(a, b) || compareText(a.code, b.code)),
    notes: found.notes.toSorted((a, b) => compareText(a.siteUid ?? '', b.siteUid ?? '')),
    detailsOf: [...new Set(found.detailsOf)].toSorted(compareText),
    checksOf: found.checksOf.toSorted((a, b) => compareText(a.companyId, b.companyId)),
    siteChecksOf: inOrder(found.siteChecksOf),
  };
}
