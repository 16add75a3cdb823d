import type { PlanCalls, PlanItem } from './plan-types.ts';

/** Requests by the limit that they count against. */
export interface CallsByBucket {
  gravityzone: number;
  gravityzoneMoves: number;
  dattoReads: number;
  dattoWrites: number;
}
type Bucket = keyof CallsByBucket;

/** The vendors' limits a minute (gravityzone.md 1.6, datto-rmm.md 3), of which 90 % are used. */
const limitsPerMinute: CallsByBucket = {
  gravityzone: 600,
  gravityzoneMoves: 30,
  dattoReads: 600,
  dattoWrites: 100,
};
const usedShare = 0.9;

/** Makes and finds the package and its link; or only asks for the link again. */
const packageMade = 3;
const linkAgain = 1;
/** Read, written, and read again, since a write answers nothing (datto-rmm.md, 5.10). */
const variable = { dattoReads: 2, dattoWrites: 1 };

/**
 * Requests of one item when nothing goes wrong. To create: look by name, create. To associate:
 * details by id. To move: where it is before and after. To create anew: company and package by id.
 */
const estimate = {
  'create-company': bucketed({ gravityzone: 2 + packageMade, ...variable }),
  associate: bucketed({ gravityzone: 1 + packageMade, ...variable }),
  recreate: bucketed({ gravityzone: 2 + 2 + packageMade, ...variable }),
  move: bucketed({ gravityzone: 2, gravityzoneMoves: 1 }),
} as const;

/** What an item takes, as far as its limits go. */
type Countable = Pick<PlanItem, 'kind'> & { missing?: readonly string[] };

export function callsByBucket(item: Countable): CallsByBucket {
  if (item.kind !== 'complete') return estimate[item.kind];
  const makesPackage = item.missing?.includes('package') === true;
  return bucketed({ gravityzone: makesPackage ? packageMade : linkAgain, ...variable });
}

/** An item's requests to each vendor. */
export function callsOf(item: Countable): PlanCalls {
  const calls = callsByBucket(item);
  return {
    dattoRmm: calls.dattoReads + calls.dattoWrites,
    gravityzone: calls.gravityzone + calls.gravityzoneMoves,
  };
}

/** Minutes that the items take where the longest queue is, rounded up; none for no items. */
export function planMinutes(items: readonly Countable[]): number {
  if (items.length === 0) return 0;
  const calls = items.map((item) => callsByBucket(item));
  const buckets = Object.keys(limitsPerMinute) as Bucket[];
  const minutes = buckets.map((bucket) => {
    const sum = calls.reduce((total, one) => total + one[bucket], 0);
    return Math.ceil(sum / (limitsPerMinute[bucket] * usedShare));
  });
  return Math.max(1, ...minutes);
}

function bucketed(calls: Partial<CallsByBucket>): CallsByBucket {
  return { gravityzone: 0, gravityzoneMoves: 0, dattoReads: 0, dattoWrites: 0, ...calls };
}
