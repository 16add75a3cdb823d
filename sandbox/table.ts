import type { Clock } from './clock.ts';

/** One row before and after a write; `before` is undefined for a new row. */
interface Change {
  readonly delayListing: (untilMs: number) => void;
}

/** Collects what a write touches, so that its listing can be put off afterwards. */
export class ChangeRecorder {
  #changes: Change[] = [];

  note(change: Change): void {
    this.#changes.push(change);
  }

  /** Runs a write; `delayListing` keeps its rows out of lists, or as they were, until then. */
  record<T>(write: () => T): { result: T; delayListing: (untilMs: number) => void } {
    const outer = this.#changes;
    const changes: Change[] = [];
    this.#changes = changes;
    try {
      return {
        result: write(),
        delayListing: (untilMs) => {
          for (const change of changes) change.delayListing(untilMs);
        },
      };
    } finally {
      this.#changes = outer;
    }
  }
}

/**
 * Rows by key. A row is replaced, never changed in place. `all` is the truth; `listed` is what
 * lists show, which lags behind where a `late-visible` fault says so.
 */
export class Table<Row> {
  readonly #rows = new Map<string, Row>();
  readonly #listedAs = new Map<string, { row: Row | undefined; untilMs: number }>();
  readonly #keyOf: (row: Row) => string;
  readonly #clock: Clock;
  readonly #recorder: ChangeRecorder;

  constructor(keyOf: (row: Row) => string, clock: Clock, recorder: ChangeRecorder) {
    this.#keyOf = keyOf;
    this.#clock = clock;
    this.#recorder = recorder;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  put(row: Row): void {
    const key = this.#keyOf(row);
    this.#note(key);
    this.#rows.set(key, row);
  }

  remove(key: string): void {
    this.#note(key);
    this.#rows.delete(key);
  }

  all(): Row[] {
    return [...this.#rows.values()];
  }

  listed(): Row[] {
    if (this.#listedAs.size === 0) return this.all();
    const nowMs = this.#clock.nowMs();
    for (const [key, { untilMs }] of this.#listedAs) {
      if (untilMs <= nowMs) this.#listedAs.delete(key);
    }
    const rows: Row[] = [];
    for (const [key, row] of this.#rows) {
      const late = this.#listedAs.get(key);
      const shown = late === undefined ? row : late.row;
      if (shown !== undefined) rows.push(shown);
    }
    for (const [key, late] of this.#listedAs) {
      if (!this.#rows.has(key) && late.row !== undefined) rows.push(late.row);
    }
    return rows;
  }

  #note(key: string): void {
    const before = this.#rows.get(key);
    this.#recorder.note({
      delayListing: (untilMs) => {
        const standing = this.#listedAs.get(key);
        // What lists show while an earlier write is still out of them stays for both.
        if (standing !== undefined && standing.untilMs > this.#clock.nowMs()) {
          standing.untilMs = Math.max(standing.untilMs, untilMs);
        } else {
          this.#listedAs.set(key, { row: before, untilMs });
        }
      },
    });
  }
}
