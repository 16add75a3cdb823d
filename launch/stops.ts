/** How to undo what was started: run once, the last one first. */
export class Stops {
  #stops: (() => void | Promise<void>)[] = [];
  #running: Promise<void> | undefined;

  /** What is added after the run, by a start that went on meanwhile, is stopped at once. */
  add(stop: () => void | Promise<void>): void {
    if (this.#running === undefined) this.#stops.push(stop);
    else this.#running = this.#running.then(stop);
  }

  /** Runs them all, also if one fails; then the first failure is thrown. A second call waits for the first. */
  run(): Promise<void> {
    this.#running ??= this.#runAll();
    return this.#running;
  }

  async #runAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.#stops.toReversed()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
