import { Random } from '../random.ts';

/** What a fault does to the rows of a list before they are cut into pages. */
export interface Rows {
  shape<T>(rows: readonly T[]): { readonly rows: readonly T[]; readonly total: number };
}

export const allRows: Rows = { shape: (rows) => ({ rows, total: rows.length }) };

export const noRows: Rows = { shape: () => ({ rows: [], total: 0 }) };

interface Dropping {
  /** Rounded up to whole rows. */
  readonly percent: number;
  readonly totals: 'adjusted' | 'kept';
  readonly rows: 'random' | 'first' | 'last';
}

/**
 * Leaves rows out, the same ones at every call, so that pages and runs agree. Random ones are
 * chosen by their ids, so that it is still those when others come or go.
 */
export function droppedRows({ percent, totals, rows: which }: Dropping): Rows {
  return {
    shape(rows) {
      const wanted = countOf(rows.length, percent);
      const left = {
        random: () => withoutLowest(rows, wanted),
        first: () => rows.slice(wanted),
        last: () => rows.slice(0, rows.length - wanted),
      }[which]();
      return { rows: left, total: totals === 'kept' ? rows.length : left.length };
    },
  };
}

/** Shows `percent` of the rows twice, the second time at the end, so mostly on another page. */
export function duplicatedRows(percent: number): Rows {
  return {
    shape(rows) {
      const chosen = chosenIndexes(rows.length, percent);
      const twice = [...rows, ...rows.filter((_, index) => chosen.has(index))];
      return { rows: twice, total: twice.length };
    },
  };
}

/** Another order at every request: rows change pages, so some come twice and some never. */
export function reorderedRows(requestNumber: number): Rows {
  return {
    shape(rows) {
      return {
        rows: new Random(`reorder/${String(requestNumber)}`).shuffle(rows),
        total: rows.length,
      };
    },
  };
}

function chosenIndexes(count: number, percent: number): Set<number> {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const shuffled = new Random(`rows/${String(count)}`).shuffle(indexes);
  return new Set(shuffled.slice(0, countOf(count, percent)));
}

function countOf(count: number, percent: number): number {
  return Math.ceil((count * percent) / 100);
}

/** The rows in their order, without the `count` whose ids give the lowest random values. */
function withoutLowest<T>(rows: readonly T[], count: number): T[] {
  const lowest = rows
    .map((row) => ({ row, at: new Random(`drop/${idOf(row)}`).next() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count);
  const dropped = new Set(lowest.map(({ row }) => row));
  return rows.filter((row) => !dropped.has(row));
}

function idOf(row: unknown): string {
  const hasId = typeof row === 'object' && row !== null && 'id' in row;
  return JSON.stringify(hasId ? row.id : row);
}
