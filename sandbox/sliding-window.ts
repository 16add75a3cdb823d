/** How many calls came within the last `windowMs`. */
export class SlidingWindow {
  #times: number[] = [];
  readonly #windowMs: number;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(nowMs: number): void {
    this.#times.push(nowMs);
  }

  /** Takes back the latest call. */
  takeBack(): void {
    this.#times.pop();
  }

  count(nowMs: number): number {
    const fromMs = nowMs - this.#windowMs;
    let stale = 0;
    while (stale < this.#times.length && (this.#times[stale] ?? 0) <= fromMs) stale += 1;
    if (stale > 0) this.#times.splice(0, stale);
    return this.#times.length;
  }

  /** How long until the oldest call no longer counts; 0 without any. */
  nextLeavesInMs(nowMs: number): number {
    const oldest = this.#times[0];
    return oldest === undefined ? 0 : Math.max(0, oldest + this.#windowMs - nowMs);
  }
}
