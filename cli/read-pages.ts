const largestPage = 500;

/** Reads one page after the other, until `wanted` rows are there or no more come. */
export async function readPages<Row, Page extends { total: number }>(
  wanted: number | undefined,
  read: (page: { limit: string; offset: string }) => Promise<Page>,
  rowsOf: (page: Page) => readonly Row[],
): Promise<{ rows: Row[]; last: Page }> {
  const most = wanted ?? Number.POSITIVE_INFINITY;
  const rows: Row[] = [];
  for (;;) {
    const size = Math.min(largestPage, most - rows.length);
    const last = await read({ limit: String(size), offset: String(rows.length) });
    rows.push(...rowsOf(last));
    if (rowsOf(last).length === 0 || rows.length >= Math.min(last.total, most)) {
      return { rows, last };
    }
  }
}
