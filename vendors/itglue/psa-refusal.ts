import { VendorError } from '../http/errors.ts';
import type { ApiError } from './error-body.ts';

/** A record as a write names it. */
export interface WrittenRecord {
  kind: 'configuration';
  id: string;
  /** The attributes that were to be changed. */
  attributes: readonly string[];
}

/**
 * IT Glue refused to change a record because it is synced with a PSA, which owns most of its fields
 * (itglue.md 3.4). `refused` for one record, `unknown-outcome` for a list with such a record in it.
 */
export class PsaBoundRefusal extends VendorError {
  /** The record; undefined where the refusal of a list doesn't say which. */
  readonly record: WrittenRecord | undefined;

  constructor(
    fields: {
      code: 'refused' | 'unknown-outcome';
      operation: string;
      status: number;
      details: string | undefined;
    },
    record: WrittenRecord | undefined,
  ) {
    super({ ...fields, vendor: 'itglue', happened: happened(record), next });
    this.record = record;
  }
}

/** The body of this refusal is not known (itglue.md 8), so it is told by its words. */
export function saysPsaBound({ words }: ApiError): boolean {
  return /\bPSA\b|\bsync(?:ed|hroni[sz]ed)\b|externally|\bautotask\b/i.test(words);
}

function happened(record: WrittenRecord | undefined): string {
  if (record === undefined)
    return 'a record of the list is synced with a PSA, which owns its fields';
  return `${record.kind} ${record.id} is synced with a PSA, which owns one of the fields that were to be changed: ${record.attributes.join(', ')}`;
}

const next =
  'Change it in the PSA. For such a record IT Glue takes only: archived, asset tag, notes, purchased at, restricted, serial number, warranty and end-of-life dates.';
