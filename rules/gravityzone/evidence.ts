/** What a whole reading of one listing says about itself. */
export interface Reading {
  /** Every page came, and the totals of the first and the last page agree. */
  complete: boolean;
  /** The account or root company that answered is the one that the tenant is bound to. */
  identityMatches: boolean;
  count: number;
  /** Counts of the complete readings before this one, the newest first. */
  lastCompleteCounts: readonly number[];
}

export type Verdict =
  | { proves: true }
  | {
      proves: false;
      code: 'partial' | 'identity-changed' | 'empty' | 'shrunken';
      sentence: string;
    };

/** How many complete readings a new one is compared with. */
export const readingsCompared = 5;
const leastShare = 0.8;

/**
 * Whether anything may be concluded from what a listing holds or does not hold (spec 3.6.1). The
 * median is of as many of the last five complete readings as there are; a first reading has nothing
 * to be compared with. `listing` names it for the sentence: "sites", "companies".
 */
export function judgeReading(listing: string, reading: Reading): Verdict {
  if (!reading.identityMatches) {
    return proofless(
      'identity-changed',
      `The listing of ${listing} was read with a key that leads to another account than this tenant’s: it proves nothing, so nothing is written. Check the connection’s key.`,
    );
  }
  if (!reading.complete) {
    return proofless(
      'partial',
      `The listing of ${listing} could not be read to its end: it proves nothing, so nothing is written. The next run reads it again.`,
    );
  }
  if (reading.count === 0) {
    return proofless(
      'empty',
      `The listing of ${listing} came back empty: it proves nothing, so nothing is written. Check what the connection’s key may see.`,
    );
  }
  const usual = median(reading.lastCompleteCounts.slice(0, readingsCompared));
  if (usual !== undefined && reading.count < leastShare * usual) {
    return proofless(
      'shrunken',
      `The listing of ${listing} has shrunk to ${reading.count}, under 80 % of the usual ${usual}: it proves nothing, so nothing is written. If this is right, it counts as usual after a few more runs; otherwise check what the connection’s key may see.`,
    );
  }
  return { proves: true };
}

/**
 * Of an even number the upper one: the mean of one whole and one shrunken reading would let the next
 * shrunken one pass.
 */
function median(counts: readonly number[]): number | undefined {
  return counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)];
}

function proofless(code: Exclude<Verdict, { proves: true }>['code'], sentence: string): Verdict {
  return { proves: false, code, sentence };
}
