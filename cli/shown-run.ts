import type { ShownRun } from './wait-for-run.ts';
import { plain, table, when } from './table.ts';

/** A run as people read it: what it counted, called and could not do. */
export function runText(run: ShownRun): string {
  const ended = run.finishedAt === null ? 'still running' : `until ${when(run.finishedAt)}`;
  return [
    `${run.kind} ${run.id}: ${run.status} (${when(run.startedAt)} ${ended} UTC)`,
    ...run.notes.map((note) => plain(note)),
    run.lastFailure === null ? '' : plain(run.lastFailure),
    countsText(run),
    callsText(run),
    planText(run),
    holdText(run),
    problemsText(run),
    `Workflow ${run.workflowId} (${run.workflowRunId})${run.workflowUrl === null ? '' : `\n${run.workflowUrl}`}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const countNames = {
  sites: 'managed sites',
  excluded: 'excluded',
  associations: 'associations',
  companiesCreated: 'companies created',
  associated: 'associated',
  packages: 'packages made',
  variables: 'variables written',
  problems: 'problems',
  toBeCreated: 'to be created',
} as const;

function countsText({ counts }: ShownRun): string {
  if (counts === null) return '';
  const rows = Object.entries(countNames).map(([key, name]) => [
    name,
    counts[key as keyof typeof countNames],
  ]);
  return `\n${table(['COUNT', ''], rows)}`;
}

function callsText({ calls }: ShownRun): string {
  const rows = calls.byOperation.map((call) => [call.operation, call.calls]);
  return `\n${table(['CALL', 'TIMES'], [...rows, ['total', calls.total]])}`;
}

/** What a plan's items are, one a line. */
function planText({ plan }: Pick<ShownRun, 'plan'>): string {
  if (plan === null || plan.items.length === 0) return '';
  const held = plan.wouldHold === null ? '' : `\n${plain(plan.wouldHold)}`;
  const rows = plan.items.map(({ item, permitted }) => [
    text(item['kind']),
    text(item['siteName']),
    text(item['companyName']),
    permitted ? '' : 'held back',
  ]);
  return `\nPlan ${plan.id}: about ${plan.summary.estimatedCalls} calls${held}\n${table(['DO', 'SITE', 'COMPANY', ''], rows)}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function holdText({ hold }: ShownRun): string {
  if (hold === null) return '';
  return `\nHeld (${hold.state}): ${plain(hold.sentence)}\n\`sitesync hold ${hold.id} allow\` lets its ${hold.items} actions through once; \`reject\` does not.`;
}

function problemsText({ problems }: ShownRun): string {
  if (problems.length === 0) return '';
  const rows = problems.map(({ siteName, sentence }) => [siteName, sentence]);
  return `\n${table(['PROBLEM WITH', 'WHAT'], rows)}`;
}
