import { plain } from './table.ts';
import { blocks, list } from './text.ts';
import type { ShownRun } from './wait-for-run.ts';

type Plan = NonNullable<ShownRun['plan']>;
type Item = Plan['items'][number];

/** What a run does or would do, item by item, and what it leaves to a person. */
export function planText({ plan }: Pick<ShownRun, 'plan'>): string {
  if (plan === null) return '';
  const { id, items, summary } = plan;
  return blocks(
    items.length === 0 ? '' : `Plan ${id}: ${figures(plan)}`,
    blocks(...items.map((item) => itemText(item, items))),
    eventsText(plan),
    list('TO BE CREATED BY A PERSON', summary.toBeCreated),
  );
}

/** `2 to create, 1 to move; about 12 calls, 2 min`. */
function figures({ summary }: Plan): string {
  const verbs = Object.entries(summary.items).map(([kind, count]) => `${count} to ${verbOf(kind)}`);
  return `${verbs.join(', ')}; about ${summary.estimatedCalls} calls, ${summary.minutes} min`;
}

function itemText({ item, permitted }: Item, items: readonly Item[]): string {
  // Where nothing is let through, the run says so once.
  const mixed = items.some((one) => one.permitted);
  const event = text(item['event']);
  const marks = [event && `event ${event}`, permitted || !mixed ? '' : 'held back'].filter(Boolean);
  const mark = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  const head = `${doing(item)}: site “${text(item['siteName'])}”${mark}`;
  return [plain(head), ...changes(item).map((line) => plain(line))].join('\n');
}

function doing(item: Item['item']): string {
  const kind = verbOf(text(item['kind']));
  const missing: unknown = item['missing'];
  return Array.isArray(missing) ? `${kind} ${missing.join(' and ')}` : kind;
}

function verbOf(kind: string): string {
  return kind === 'create-company' ? 'create company' : kind;
}

const fields = ['company', 'parent', 'package', 'variable'] as const;

/** Field by field, before and after; what stays as it is is left out. */
function changes(item: Item['item']): string[] {
  const [before, after] = [sideOf(item['before']), sideOf(item['after'])];
  return fields.flatMap((field) => {
    const [from, to] = [text(before[field]), text(after[field])];
    const anew = item['kind'] === 'recreate' && (field === 'company' || field === 'package');
    // What is made anew may well have the name of what is gone.
    if (anew) return [change(field, from && `${from} (gone)`, `${to} (new)`)];
    return from === to ? [] : [change(field, from, to)];
  });
}

function change(field: string, from: string, to: string): string {
  return `  ${field.padEnd(8)}  ${from || '-'} → ${to || '-'}`;
}

function sideOf(side: unknown): Record<string, unknown> {
  return typeof side === 'object' && side !== null ? (side as Record<string, unknown>) : {};
}

/** The events found, by type, with how many of them the run leaves to a person. */
function eventsText({ summary }: Plan): string {
  const lines = Object.entries(summary.events).map(([type, { found, waiting }]) => {
    const waits = `${waiting} of which ${waiting === 1 ? 'waits' : 'wait'} for a person`;
    return `${found} ${type}${waiting === 0 ? '' : `, ${waits}`}`;
  });
  return list('EVENTS FOUND', lines);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
