import type { Limit } from '../http/rates.ts';

/** Writes, by the name that Datto RMM counts them under (datto-rmm.md 3). */
export const writeOperations = {
  createSiteVariable: 'site-variable-create',
  updateSiteVariable: 'site-variable-update',
  deleteSiteVariable: 'site-variable-delete',
} as const;
export type WriteOperation = keyof typeof writeOperations;

/**
 * From 90 % of a limit on, the server delays every answer by a second. 0.88 stays below that with
 * the window that may overlap the edge of its sliding minute.
 */
const readShare = 0.88;
const writeShare = 0.88;

/** @param who the account's uid, or a hash that stands for it */
export function readLimit(who: string): Limit {
  return { key: `datto/${who}/read`, perMinute: 600, share: readShare };
}

/** Every write counts for its own operation and for all of them together; never as a read. */
export function writeLimits(who: string, operation: WriteOperation): Limit[] {
  return [
    { key: `datto/${who}/${writeOperations[operation]}`, perMinute: 100, share: writeShare },
    { key: `datto/${who}/write`, perMinute: 600, share: writeShare },
  ];
}
