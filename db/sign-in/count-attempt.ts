import { sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { rateLimit } from '../schema/index.ts';

export interface AttemptLimit {
  max: number;
  windowSeconds: number;
}

export type CountedAttempt = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/**
 * Counts one attempt under a key, for all API processes together. The count is of a window that
 * starts with its first attempt.
 */
export async function countAttempt(
  db: Database,
  key: string,
  { max, windowSeconds }: AttemptLimit,
): Promise<CountedAttempt> {
  const now = sql`clock_timestamp()`;
  const end = sql`clock_timestamp() + ${`${windowSeconds} seconds`}::interval`;
  const over = sql`${rateLimit.expire} <= clock_timestamp()`;
  const [counted] = await db
    .insert(rateLimit)
    .values({ key, points: 1, expire: end })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        points: sql`case when ${over} then 1 else ${rateLimit.points} + 1 end`,
        expire: sql`case when ${over} then ${end} else ${rateLimit.expire} end`,
      },
    })
    .returning({
      points: rateLimit.points,
      leftSeconds: sql<number>`ceil(extract(epoch from ${rateLimit.expire} - ${now}))::int`,
    });
  if (!counted || counted.points <= max) return { allowed: true };
  return { allowed: false, retryAfterSeconds: Math.max(counted.leftSeconds, 1) };
}
