/** Why an activity is to be tried again later, without anything being wrong with it. */
export type TryAgainReason = 'unknownOutcome' | 'writesStopped' | 'conflict' | 'transient';

/** Ends this attempt; Temporal starts the next after `afterMs`. */
export class TryAgain extends Error {
  readonly reason: TryAgainReason;
  readonly afterMs: number;

  constructor(reason: TryAgainReason, afterMs: number, sentence: string) {
    super(sentence);
    this.name = 'TryAgain';
    this.reason = reason;
    this.afterMs = afterMs;
  }
}
