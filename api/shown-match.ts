import type { ListedMatch, MatchesPage } from '../db/matches/list-matches.ts';
import type { readMatch } from '../db/matches/read-match.ts';
import { reviewMatchesWorkflowId } from '../temporal-config/names.ts';
import { matchesPage, matchListed, matchShape } from './shapes/match.ts';
import type { WorkflowUrl } from './workflow-url.ts';

type WholeMatch = Awaited<ReturnType<typeof readMatch>>;

/** A page of matches as it is answered. */
export function shownMatches(tenantId: string, page: MatchesPage, workflowUrl: WorkflowUrl) {
  const { total, counts, readAt } = page;
  const matches = page.matches.map((row) => matchListed.parse(worded(row)));
  const rest = { total, counts, readAt, ...reviewedBy(tenantId, workflowUrl) };
  return { ...matchesPage.omit({ matches: true }).parse(rest), matches };
}

/** A match whole: with what was decided and done, and its audit. */
export function shownMatch(tenantId: string, found: WholeMatch, workflowUrl: WorkflowUrl) {
  return matchShape.parse({ ...worded(found), ...reviewedBy(tenantId, workflowUrl) });
}

/** The workflow that carries out a tenant's decisions on matches. */
export function reviewedBy(tenantId: string, workflowUrl: WorkflowUrl) {
  const workflowId = reviewMatchesWorkflowId(tenantId);
  return { workflowId, workflowUrl: workflowUrl(workflowId) };
}

function worded<Row extends ListedMatch>(row: Row) {
  const { destinationId: id, destinationName: name, verdict } = row;
  return { ...row, ...verdict, destination: id === null ? null : { id, name } };
}
