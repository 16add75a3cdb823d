import { itgluePlanText } from './itglue-plan-text.ts';
import { changeLine, heldMark, marksText, partOf, text } from './plan-lines.ts';
import type { Plan, PlanItem } from './plan-lines.ts';
import { plain } from './table.ts';
import { blocks, list } from './text.ts';
import type { ShownRun } from './wait-for-run.ts';

/** What a run does or would do, item by item, and what it leaves to a person: GravityZone's part, then IT Glue's. */
export function planText({ plan }: Pick<ShownRun, 'plan'>): string {
  return plan === null ? '' : blocks(gravityzoneText(plan), itgluePlanText(plan));
}

type Summary = NonNullable<Plan['summary']>;

function gravityzoneText({ id, items, summary }: Plan): string {
  if (summary === null) return '';
  const own = items.filter(({ destination }) => destination === 'gravityzone');
  return blocks(
    own.length === 0 ? '' : `Plan ${id}: ${figures(summary)}`,
    blocks(...own.map((item) => itemText(item, own))),
    eventsText(summary),
    list('TO BE CREATED BY A PERSON', summary.toBeCreated),
  );
}

/** `2 to create, 1 to move; about 12 calls, 2 min`. */
function figures(summary: Summary): string {
  const verbs = Object.entries(summary.items).map(([kind, count]) => `${count} to ${verbOf(kind)}`);
  return `${verbs.join(', ')}; about ${summary.estimatedCalls} calls, ${summary.minutes} min`;
}

function itemText(planned: PlanItem, part: readonly PlanItem[]): string {
  const { item } = planned;
  const event = text(item['event']);
  const marks = marksText([event && `event ${event}`, heldMark(planned, part)]);
  const head = `${doing(item)}: site “${text(item['siteName'])}”${marks}`;
  return [plain(head), ...changes(item).map((line) => plain(line))].join('\n');
}

function doing(item: PlanItem['item']): string {
  const kind = verbOf(text(item['kind']));
  const missing: unknown = item['missing'];
  return Array.isArray(missing) ? `${kind} ${missing.join(' and ')}` : kind;
}

function verbOf(kind: string): string {
  return kind === 'create-company' ? 'create company' : kind;
}

const fields = ['company', 'parent', 'package', 'variable'] as const;

/** Field by field, before and after; what stays as it is is left out. */
function changes(item: PlanItem['item']): string[] {
  const [before, after] = [partOf(item['before']), partOf(item['after'])];
  return fields.flatMap((field) => {
    const [from, to] = [text(before[field]), text(after[field])];
    const anew = item['kind'] === 'recreate' && (field === 'company' || field === 'package');
    // What is made anew may well have the name of what is gone.
    if (anew) return [change(field, from && `${from} (gone)`, `${to} (new)`)];
    return from === to ? [] : [change(field, from, to)];
  });
}

function change(field: string, from: string, to: string): string {
  return changeLine(field, 'variable'.length, from, to);
}

/** The events found, by type, with how many of them the run leaves to a person. */
function eventsText({ events }: Summary): string {
  const lines = Object.entries(events).map(([type, { found, waiting }]) => {
    const waits = `${waiting} of which ${waiting === 1 ? 'waits' : 'wait'} for a person`;
    return `${found} ${type}${waiting === 0 ? '' : `, ${waits}`}`;
  });
  return list('EVENTS FOUND', lines);
}
