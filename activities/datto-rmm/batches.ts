/** Keeps items several together: one transaction each would take longer than reading them. */
export class Batches<T> {
  readonly #size: number;
  readonly #keep: (batch: T[]) => Promise<void>;
  #waiting: T[] = [];
  kept = 0;

  constructor(size: number, keep: (batch: T[]) => Promise<void>) {
    this.#size = size;
    this.#keep = keep;
  }

  async add(item: T): Promise<void> {
    this.#waiting.push(item);
    if (this.#waiting.length >= this.#size) await this.keepRest();
  }

  /** Keeps what waits: to be called when nothing more comes, whatever ended it. */
  async keepRest(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    await this.#keep(batch);
    this.kept += batch.length;
  }
}
