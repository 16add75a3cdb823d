import type { FaultKind } from '../faults/fault.ts';

export type VendorName = 'dattoRmm' | 'gravityzone' | 'itglue';

type EffectKind =
  | 'site'
  | 'variable'
  | 'company'
  | 'folder'
  | 'package'
  | 'license'
  | 'customField'
  | 'organization'
  | 'configuration'
  | 'configurationInterface'
  | 'organizationType'
  | 'organizationStatus'
  | 'configurationType'
  | 'configurationStatus'
  | 'manufacturer'
  | 'model'
  | 'location'
  | 'user'
  | 'flexibleAssetType'
  | 'flexibleAssetField'
  | 'flexibleAsset'
  | 'relatedItem';

/** What a request changed at the vendor. */
export interface Effect {
  readonly verb: 'create' | 'update' | 'delete' | 'move' | 'suspend' | 'activate';
  readonly kind: EffectKind;
  /** Of a bulk call the first; all are in `ids`. */
  readonly id: string | number;
  readonly name: string;
  readonly ids?: readonly string[];
}

/** One request as `GET /log` shows it. `status` is null while, or if, it was never answered. */
export interface LogEntry {
  readonly number: number;
  /** ISO 8601, UTC, milliseconds; so is `effectAt`, which is null without an effect. */
  readonly arrivedAt: string;
  effectAt: string | null;
  readonly vendor: VendorName;
  /** The label of the credential as `GET /state` lists it, `unknown`, or null if none was sent. */
  readonly credential: string | null;
  /** `GET /v2/account/sites`, `companies.createCompany`. */
  readonly operation: string;
  /** Path and query as received. */
  readonly path: string;
  status: number | null;
  effect: Effect | null;
  /** The fault that was played on it, if any. */
  fault: FaultKind | null;
}

/** Every request in order of arrival, numbered from 1. */
export class RequestLog {
  #entries: LogEntry[] = [];

  add(
    arrivedAtMs: number,
    request: Pick<LogEntry, 'vendor' | 'credential' | 'operation' | 'path'>,
  ): LogEntry {
    const entry: LogEntry = {
      number: this.#entries.length + 1,
      arrivedAt: new Date(arrivedAtMs).toISOString(),
      effectAt: null,
      ...request,
      status: null,
      effect: null,
      fault: null,
    };
    this.#entries.push(entry);
    return entry;
  }

  /** Entries with a number above `number`. */
  after(number: number): { entries: LogEntry[]; last: number } {
    return { entries: this.#entries.slice(number), last: this.#entries.length };
  }
}

export function recordEffect(entry: LogEntry, effect: Effect | null, atMs: number): void {
  if (effect === null) return;
  entry.effect = effect;
  entry.effectAt = new Date(atMs).toISOString();
}
