import { table } from './table.ts';
import { blocks, list } from './text.ts';
import type { ShownRun } from './wait-for-run.ts';

/** What a run does or would do, item by item, and the companies that it leaves to a person. */
export function planText({ plan }: Pick<ShownRun, 'plan'>): string {
  if (plan === null) return '';
  const { id, items, summary } = plan;
  return blocks(
    items.length === 0
      ? ''
      : `Plan ${id}: about ${summary.estimatedCalls} calls\n${itemsTable(items)}`,
    list('TO BE CREATED BY A PERSON', summary.toBeCreated),
  );
}

type Items = NonNullable<ShownRun['plan']>['items'];

function itemsTable(items: Items): string {
  // Where nothing is let through, the run says so once.
  const mixed = items.some(({ permitted }) => permitted);
  const rows = items.map(({ item, permitted }) => [
    doing(item),
    text(item['siteName']),
    text(item['companyName']),
    permitted || !mixed ? '' : 'held back',
  ]);
  return table(['DO', 'SITE', 'COMPANY', ''], rows);
}

function doing(item: Items[number]['item']): string {
  const kind = text(item['kind']);
  if (kind === 'create-company') return 'create company';
  const missing: unknown = item['missing'];
  return Array.isArray(missing) ? `${kind}: ${missing.join(' and ')}` : kind;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
