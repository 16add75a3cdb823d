/** One line of the benchmark: a ratio or a count measured in one run. */
export interface Figure {
  readonly figure: string;
  readonly sites: number;
  readonly value: number | null;
  readonly unit: 'ratio' | 'writes' | 'rows' | 'events' | 'events per second' | 'bytes' | 'MiB';
  /** What it was made from. */
  readonly [detail: string]: unknown;
}

/** How each figure of the smaller size grew to the larger one; null where it grew from nothing. */
export function growth(smaller: readonly Figure[], larger: readonly Figure[]): Figure[] {
  return larger.flatMap(({ figure, sites, value }) => {
    const before = smaller.find((one) => one.figure === figure);
    if (before === undefined) return [];
    return [
      {
        figure: `growth of ${figure}`,
        sites,
        fromSites: before.sites,
        value: ratio(value, before.value),
        unit: 'ratio' as const,
        from: before.value,
        to: value,
        ofSites: rounded(sites / before.sites),
      },
    ];
  });
}

function ratio(to: number | null, from: number | null): number | null {
  if (to === null || from === null) return null;
  if (to === from) return 1;
  return from === 0 ? null : rounded(to / from);
}

/** Three digits after the point. */
export function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
