/**
 * Epoch milliseconds of a GravityZone date: UTC, mostly without an offset (gravityzone.md 2). Null
 * for what is no date.
 */
export function parseVendorTime(text: string | null): number | null {
  if (text === null) return null;
  const hasOffset = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(text);
  const atMs = Date.parse(hasOffset ? text : `${text}Z`);
  return Number.isNaN(atMs) ? null : atMs;
}
