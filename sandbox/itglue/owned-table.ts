import type { Clock } from '../clock.ts';
import { Table, type ChangeRecorder } from '../table.ts';

/** A table of rows that belong to other rows, found by those without a search. */
export class OwnedTable<Row extends { readonly id: string }> extends Table<Row> {
  readonly #ownersOf: (row: Row) => readonly string[];
  readonly #idsByOwner = new Map<string, Set<string>>();

  constructor(ownersOf: (row: Row) => readonly string[], clock: Clock, recorder: ChangeRecorder) {
    super((row) => row.id, clock, recorder);
    this.#ownersOf = ownersOf;
  }

  override put(row: Row): void {
    const owners = this.#ownersOf(row);
    const before = this.get(row.id);
    // A row that stays with its owners keeps its place among theirs.
    if (before !== undefined && String(this.#ownersOf(before)) !== String(owners)) {
      this.#forget(before);
    }
    super.put(row);
    for (const owner of owners) {
      const ids = this.#idsByOwner.get(owner) ?? new Set();
      ids.add(row.id);
      this.#idsByOwner.set(owner, ids);
    }
  }

  override remove(id: string): void {
    const before = this.get(id);
    if (before !== undefined) this.#forget(before);
    super.remove(id);
  }

  /** What belongs to that row, in order of creation. */
  of(owner: string): Row[] {
    const ids = this.#idsByOwner.get(owner) ?? new Set();
    return [...ids].flatMap((id) => this.get(id) ?? []);
  }

  #forget(row: Row): void {
    for (const owner of this.#ownersOf(row)) this.#idsByOwner.get(owner)?.delete(row.id);
  }
}
