interface Page {
  totalCount: number | null;
}

/**
 * Whether every item of a listing came. A total that differs between two pages means that the
 * listing moved under the reader, and fewer items than it counts that some are missing.
 */
export class CompletePages {
  readonly #ids = new Set<string>();
  readonly #totals = new Set<number>();

  add({ totalCount }: Page, ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
    if (totalCount !== null) this.#totals.add(totalCount);
  }

  areComplete(): boolean {
    const [total, ...others] = this.#totals;
    return others.length === 0 && (total === undefined || this.#ids.size >= total);
  }
}
