import type { Rows } from '../faults/rows.ts';
import type { ChangeRecorder } from '../table.ts';
import type { Answer } from './answer.ts';
import type { Effect, RequestLog, VendorName } from './request-log.ts';

/** A request as it came in, its body read whole. */
export interface Incoming {
  readonly method: string;
  /** Path and query as received. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly remoteAddress: string;
}

export interface Outcome {
  readonly answer: Answer;
  readonly effect: Effect | null;
}

/** What the vendor's limits say to a request, before anything is looked at. */
export type Admission =
  { readonly refused: Answer } | { readonly refused: null; readonly answerDelayMs: number };

/** A request that has been understood but not carried out. */
export interface Call {
  readonly operation: string;
  readonly credential: string | null;
  /** Passes the vendor's limits, waiting in a burst queue where the vendor has one. */
  admit(): Promise<Admission>;
  /** Makes the token that this request carries worthless. */
  expireToken(): void;
  /**
   * Checks and carries out at one instant. A fault may call this late, so it looks at the
   * vendor's data as they are then.
   */
  run(rows: Rows): Outcome;
}

/** One vendor over one set of data, from start or `POST /reset` to the next reset. */
export interface Vendor {
  readonly name: VendorName;
  readonly log: RequestLog;
  readonly recorder: ChangeRecorder;
  understand(incoming: Incoming): Call;
}
