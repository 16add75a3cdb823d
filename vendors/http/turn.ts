import { VendorError } from './errors.ts';
import type { Vendor } from './errors.ts';

/**
 * Proof that the limiter granted one call of one operation. A write asks for it beforehand, so that
 * waiting for the limit never falls between the decision to write and the write.
 */
export class Turn<Operation extends string = string> {
  readonly operation: Operation;
  #used = false;

  constructor(operation: Operation) {
    this.operation = operation;
  }

  /**
   * Uses the turn up.
   * @throws {VendorError} `not-sent` if it was used before or is for another operation.
   */
  use(vendor: Vendor, operation: string): void {
    if (!this.#used && this.operation === operation) {
      this.#used = true;
      return;
    }
    throw new VendorError({
      code: 'not-sent',
      vendor,
      operation,
      happened: this.#used
        ? 'the turn for this change was already used'
        : `the turn was taken for ${this.operation}`,
    });
  }
}

/** What every write takes besides its values. */
export interface SendOptions {
  /** On the clock of `performance.now()`: later than that the write is `not-sent`. */
  sendBefore: number;
  signal?: AbortSignal | undefined;
}
