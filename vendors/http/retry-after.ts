const longestWaitMs = 60 * 60 * 1000;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds, at most an hour; undefined where
 * it says nothing usable. Takes seconds, an HTTP date, and GravityZone's doubled `60, 60`, of which
 * the first number counts (gravityzone.md 1.6).
 */
export function parseRetryAfter(
  header: string | string[] | undefined,
  nowMs: number = Date.now(),
): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  const seconds = /^\s*(\d+(?:\.\d+)?)\s*(?:,|$)/.exec(text)?.[1];
  if (seconds !== undefined) return Math.min(Number(seconds) * 1000, longestWaitMs);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - nowMs, 0), longestWaitMs);
}
