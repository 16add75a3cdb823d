/** Vendor calls by operation, counted for the run that made them (spec 5.6). */
export class CallTally {
  readonly #calls = new Map<string, number>();

  add(operation: string): void {
    this.#calls.set(operation, (this.#calls.get(operation) ?? 0) + 1);
  }

  /** What was counted since the last taking. */
  take(): Map<string, number> {
    const taken = new Map(this.#calls);
    this.#calls.clear();
    return taken;
  }
}
