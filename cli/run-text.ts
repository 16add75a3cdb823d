import { callsText, countsText, itglueText, problemsText } from './run-figures.ts';
import { planText } from './plan-text.ts';
import { plain } from './table.ts';
import { blocks, when } from './text.ts';
import type { ShownRun } from './wait-for-run.ts';
import { workflowText } from './workflow-text.ts';

/** A run as people read it. What is to be done next stands last, where a terminal shows it. */
export function runText(run: ShownRun): string {
  return blocks(
    headText(run),
    planText(run),
    problemsText(run),
    callsText(run),
    countsText(run),
    itglueText(run),
    workflowText(`${run.workflowId} (${run.workflowRunId})`, run.workflowUrl),
    nextText(run),
  );
}

function headText(run: ShownRun): string {
  const { id, kind, status, startedAt, finishedAt, hold, lastFailure } = run;
  const seconds = finishedAt === null ? null : secondsBetween(startedAt, finishedAt);
  const took = seconds === null ? 'still running' : `took ${seconds} s`;
  return [
    `${kind} ${id}: ${status} (started ${when(startedAt)} UTC, ${took})`,
    // Why it is held is said below, with what to do.
    ...run.notes.filter((note) => note !== hold?.sentence).map((note) => plain(note)),
    ...(lastFailure === null ? [] : [plain(lastFailure)]),
  ].join('\n');
}

function secondsBetween(startedAt: string, finishedAt: string): number {
  return Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000));
}

const holdWords = {
  allowed: 'An Administrator has allowed it: the next run carries it out.',
  used: 'An Administrator allowed it, and a later run carried it out.',
  rejected: 'An Administrator has rejected it.',
  superseded: 'A later run has taken its place.',
} as const;

function nextText({ kind, status, hold, plan }: ShownRun): string {
  if (hold !== null) {
    const why = plain(hold.sentence);
    if (hold.state !== 'open') return `${holdWords[hold.state]} It had been held: ${why}`;
    return `Held: ${why}\nTo let its ${hold.items} actions through once: \`sitesync hold ${hold.id} allow\`. To drop them: \`sitesync hold ${hold.id} reject\`.`;
  }
  if (kind !== 'plan' || plan === null) return '';
  if (plan.items.length === 0) {
    // What could not be planned may well have changes.
    const all = status === 'ok' ? '' : ' in what could be planned; above stands what could not';
    return `Nothing is to be changed${all}.`;
  }
  const held = plan.wouldHold === null ? '' : `${plain(plan.wouldHold)}\n`;
  return `${held}To carry out exactly this plan: \`sitesync sync --wait --plan ${plan.id}\`.`;
}
