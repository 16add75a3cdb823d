import { Random } from '../random.ts';

/** What a fault does to the rows of a list before they are cut into pages. */
export interface Rows {
  shape<T>(rows: readonly T[]): { readonly rows: readonly T[]; readonly total: number };
}

export const allRows: Rows = { shape: (rows) => ({ rows, total: rows.length }) };

export const noRows: Rows = { shape: () => ({ rows: [], total: 0 }) };

/** Leaves out `percent` of the rows, the same ones at every call, so that pages agree. */
export function droppedRows(percent: number, totals: 'adjusted' | 'kept'): Rows {
  return {
    shape(rows) {
      const chosen = chosenIndexes(rows.length, percent);
      const left = rows.filter((_, index) => !chosen.has(index));
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
  const wanted = Math.ceil((count * percent) / 100);
  return new Set(new Random(`rows/${String(count)}`).shuffle(indexes).slice(0, wanted));
}
