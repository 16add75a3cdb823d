import type { VendorAnswer } from '../http/call.ts';
import { VendorError } from '../http/errors.ts';
import type { RecordId } from './ids.ts';

/**
 * An answer about another record than was asked for is no evidence about this one.
 * @throws {VendorError} `contract-broken`
 */
export function requireSame<Found extends { id: RecordId }>(
  operation: string,
  asked: RecordId,
  found: Found,
): Found {
  if (found.id === asked) return found;
  throw new VendorError({
    code: 'contract-broken',
    vendor: 'itglue',
    operation,
    happened: 'it answered with another record than was asked for',
  });
}

/**
 * What a write made of one of its records, found by what marks it.
 * @throws {VendorError} `unknown-outcome` if the answer doesn't name it once
 */
export function requireWritten<Written>(
  found: readonly Written[],
  isIt: (written: Written) => boolean,
  answer: VendorAnswer,
): Written {
  const [written, another] = found.filter(isIt);
  if (written !== undefined && another === undefined) return written;
  throw answer.unclear({ happened: 'its answer does not tell what became of each record' });
}
