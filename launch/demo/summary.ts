import { styleText } from 'node:util';
import { plain, table } from '../../cli/table.ts';
import {
  reviewMatchesWorkflowId,
  syncGravityzoneWorkflowId,
  syncItglueWorkflowId,
} from '../../temporal-config/names.ts';
import { countsOf } from './counts.ts';
import { effectsIn } from './differences.ts';
import { rowOutcome } from './mapping.ts';
import type { Story } from './story.ts';
import { matchedRows, reviewedRows, unmatchedRows } from './third-act-summary.ts';

const longestName = 44;
const longestReason = 100;

/** What the demo did, for a person to read. */
export function summaryText(story: Story): string {
  return [
    heading(`${story.tenant.name}: what happened`),
    happened(story),
    heading('By a person, in the mapping'),
    byPerson(story),
    heading('Then the vendors changed: events'),
    eventsText(story),
    heading('Then IT Glue: organizations and devices matched'),
    columns(matchedRows(story)),
    heading('By a person, in matching'),
    columns(reviewedRows(story).map(shortened)),
    heading('Waits for a person'),
    waiting(story),
    heading('Durable workflows'),
    histories(story),
  ].join('\n');
}

export function heading(text: string): string {
  return `\n${styleText('bold', text)}`;
}

function happened(story: Story): string {
  const counts = countsOf(story);
  const { steady, log, runs } = story;
  return columns([
    ['Managed sites', counts.sites, ''],
    ['Held', runs.held.hold?.items ?? 0, 'additions at once, until an Administrator allowed them'],
    [
      'Associations',
      counts.associations,
      'each one company, one package, one variable with its link',
    ],
    ['  companies created', counts.companiesCreated, ''],
    ['  companies found', counts.associated, 'that were there already'],
    ['Excluded', counts.excluded, ''],
    ['Left to a person', counts.problems, ''],
    [
      'Sync again: calls',
      steady.calls,
      `of at least ${steady.bound} that reading everything takes`,
    ],
    ['Sync again: changes', effectsIn(log.steady), ''],
  ]);
}

function byPerson({ mapping }: Story): string {
  return columns(mapping.rows.map((row) => [cut(row.siteName, longestName), rowOutcome(row)]));
}

/** Each event that came up, with what became of it. */
function eventsText({ events }: Story): string {
  return columns(
    events
      .toSorted((a, b) => a.title.localeCompare(b.title) || a.raisedAt.localeCompare(b.raisedAt))
      .map((event) => [event.title, cut(event.source.siteName, longestName), ending(event)]),
  );
}

function ending({ state, handledBy, occurrences, waits }: Story['events'][number]): string {
  switch (state) {
    case 'handled':
      return handledBy?.kind === 'run' ? 'handled by a run' : 'handled by a person';
    case 'open':
      return occurrences > 1
        ? `open again: it was ignored ${occurrences - 1} ×`
        : `open: ${cut(waits ?? 'waits for a person', 60)}`;
    case 'acting':
      return 'being handled';
    case 'ignored':
      return 'ignored by a person';
    case 'no-longer-applies':
      return 'no longer applies';
  }
}

function waiting(story: Story): string {
  const { problems } = story.runs.steady;
  const lines = [
    ...problems.map(({ siteName, sentence }): [string, string] => [
      siteName ?? 'the run',
      shortReason(sentence),
    ]),
    ...unmatchedRows(story),
  ].map(shortened);
  const alike = Map.groupBy(lines, (line) => line.join('\n'));
  return columns(
    [...alike.values()].map((same) => {
      const [[site, reason] = ['', '']] = same;
      return [same.length > 1 ? `${site} (${same.length} sites)` : site, reason];
    }),
  );
}

/** The reason alone: the first sentence, without its site and what that leaves undone. */
function shortReason(sentence: string): string {
  const [first = sentence] = sentence.replace(/^Site “.*?” /, '').split(/\.(?= [A-Z]|$)/);
  return first.replace(/^(?:gets no new company|is not associated by itself)[^:]*: /, '');
}

function histories(story: Story): string {
  const { runs, tenant, mapping, secondAct, thirdAct, historyLengths } = story;
  const named = [
    ['first run', runs.first],
    ['held run', runs.held],
    ['allowed run', runs.allowed],
    ['run that found events', secondAct.runs.found],
    ['run that created anew', secondAct.runs.recreated],
    ['run that read IT Glue', runs.connected],
    ['run after decisions there', thirdAct.matched],
    ['steady run', runs.steady],
  ] as const;
  const lengthOf = (workflowId: string) => historyLengths[workflowId] ?? 0;
  const rows = named.map(([name, run]): [string, string] => [
    name,
    partsText(
      lengthOf(run.workflowId),
      lengthOf(syncGravityzoneWorkflowId(tenant.id, run.id)),
      lengthOf(syncItglueWorkflowId(tenant.id, run.id)),
    ),
  ]);
  const ofEvents = Object.entries(historyLengths)
    .filter(([workflowId]) => workflowId.startsWith('event/'))
    .map(([, length]) => length);
  return columns([
    ...rows,
    ['mapping', `${lengthOf(`mapping/${mapping.id}`)} events`],
    ['decisions on matches', `at most ${lengthOf(reviewMatchesWorkflowId(tenant.id))} events`],
    [`${ofEvents.length} events of the product`, `at most ${Math.max(0, ...ofEvents)} events each`],
  ]);
}

/** Histories of a run and its parts; the first runs had none of IT Glue. */
function partsText(run: number, gravityzone: number, itglue: number): string {
  const withItglue = itglue === 0 ? '' : `, its IT Glue part ${itglue}`;
  return `${run} events, its GravityZone part ${gravityzone}${withItglue}`;
}

/** Aligned columns without lines, a little to the right. */
export function columns(rows: readonly (readonly (string | number)[])[]): string {
  return table(
    [],
    rows.map((row) => [...row]),
  )
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function shortened([who, what]: [string, string]): [string, string] {
  return [cut(who, longestName), cut(what, longestReason)];
}

function cut(text: string, longest: number): string {
  const shown = plain(text);
  return shown.length <= longest ? shown : `${shown.slice(0, longest - 1)}…`;
}
