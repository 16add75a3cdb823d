/** One limit of a vendor, as its pages give it. */
export type Limit = {
  /** Whom it counts for: vendor, account or key (hashed), and which calls. */
  key: string;
  /** The part of the vendor's limit that is used, 0 to 1. */
  share: number;
} & ({ perSecond: number } | { perMinute: number });

export interface RateWindow {
  points: number;
  durationSeconds: number;
}

/**
 * The fixed window that keeps a limit. A long fixed window grants double at its edge, so windows
 * are about a second, or one call each where the rate is under ten a second. The length is drawn
 * so that points by length is the rate exactly, not rounded to whole calls a second.
 */
export function rateWindow(limit: Limit, scale: number): RateWindow {
  const perSecond = 'perSecond' in limit ? limit.perSecond : limit.perMinute / 60;
  const vendorRate = perSecond * scale;
  const rate = vendorRate * limit.share;
  const points = vendorRate >= 10 ? Math.max(1, Math.floor(rate)) : 1;
  return { points, durationSeconds: points / rate };
}
