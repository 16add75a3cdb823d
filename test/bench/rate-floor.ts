import type { LogEntry } from '../../sandbox/index.ts';

/** The shortest time that some calls can take within a vendor's limits. */
export interface RateFloor {
  readonly seconds: number;
  /** The limit that takes longest. */
  readonly limit: string;
  readonly calls: number;
}

interface LimitRow {
  readonly name: string;
  readonly perSecond: number;
  readonly counts: (entry: LogEntry) => boolean;
}

/** The part of a limit that is used. */
const share = 0.9;

const gravityzoneFivePerSecond = new Set([
  'licensing.getLicenseInfo',
  'network.getNetworkInventoryItems',
]);

/** The vendors' limits on what a run calls (datto-rmm.md 3, gravityzone.md 1.6, itglue.md 1). */
const limits: readonly LimitRow[] = [
  datto('GET', 'reads', 600),
  datto('PUT', 'site-variable-create', 100),
  datto('POST', 'site-variable-update', 100),
  datto('DELETE', 'site-variable-delete', 100),
  {
    name: 'gravityzone five a second',
    perSecond: 5,
    counts: ({ vendor, operation }) =>
      vendor === 'gravityzone' && gravityzoneFivePerSecond.has(operation),
  },
  {
    name: 'gravityzone ten a second',
    perSecond: 10,
    counts: ({ vendor, operation }) =>
      vendor === 'gravityzone' && !gravityzoneFivePerSecond.has(operation),
  },
  // 3,000 calls in five minutes.
  { name: 'itglue calls', perSecond: 10, counts: ({ vendor }) => vendor === 'itglue' },
];

/** Calls divided by 0.9 of the limit, for each limit; the largest is the floor. */
export function rateFloor(entries: readonly LogEntry[], rateScale: number): RateFloor {
  const floors = limits.map(({ name, perSecond, counts }): RateFloor => {
    const calls = entries.filter((entry) => counts(entry)).length;
    return { limit: name, calls, seconds: calls / (share * perSecond * rateScale) };
  });
  return floors.reduce((most, floor) => (floor.seconds > most.seconds ? floor : most));
}

function datto(method: string, row: string, perMinute: number): LimitRow {
  return {
    name: `datto-rmm ${row}`,
    perSecond: perMinute / 60,
    counts: ({ vendor, operation }) =>
      vendor === 'dattoRmm' && operation.startsWith(`${method} /v2/`),
  };
}
