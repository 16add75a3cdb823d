import { z } from 'zod';
import { invalidParams, RpcError, type RpcCall } from './rpc.ts';

/** The `page` and `perPage` parameters (gravityzone.md 2). */
export function pageParameters(largest: number) {
  return {
    page: z.int().min(1).default(1),
    perPage: z.int().min(1).max(largest).default(30),
  };
}

export interface Cut<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly pagesCount: number;
  readonly hasMoreRecords: boolean;
}

/** One page of the rows. Past the end is an error or empty, as switched. */
export function cut<T>(
  call: RpcCall,
  all: readonly T[],
  { page, perPage }: { page: number; perPage: number },
): Cut<T> {
  const { rows, total } = call.rows.shape(all);
  const from = (page - 1) * perPage;
  if (from > 0 && from >= rows.length && call.switches.get('gravityzone.pagePastEnd') === 'error') {
    throw new RpcError(invalidParams, "Invalid value for 'page' parameter");
  }
  return {
    items: rows.slice(from, from + perPage),
    total,
    pagesCount:
      total === 0
        ? Number(call.switches.get('gravityzone.pagesCountWhenEmpty'))
        : Math.ceil(total / perPage),
    hasMoreRecords: from + perPage < rows.length,
  };
}
