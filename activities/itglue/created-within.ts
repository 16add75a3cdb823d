import type { Intent } from '../../db/writes/commit-intent.ts';

/** How far IT Glue's clock may be off ours, in ms. */
const clockSkewMs = 5_000;

/**
 * Whether a record was created while a write was under way, by IT Glue's own clock. Where it does
 * not say when, the other marks decide.
 */
export function createdWithin(
  createdAt: string | null,
  { firstSentAt, settleAt }: Pick<Intent, 'firstSentAt' | 'settleAt'>,
): boolean {
  const atMs = createdAt === null ? Number.NaN : Date.parse(createdAt);
  if (Number.isNaN(atMs)) return true;
  return atMs >= firstSentAt.getTime() - clockSkewMs && atMs <= settleAt.getTime() + clockSkewMs;
}
