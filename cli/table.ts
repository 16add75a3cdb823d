import Table from 'cli-table3';

/**
 * A plain table: no lines, since it is copied and searched. A column that may be long stands last,
 * so that it does not push others out of sight. Without rows there is none.
 */
export function table(head: string[], rows: (string | number | null)[][]): string {
  if (rows.length === 0) return '';
  const none = '';
  const made = new Table({
    head,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: {
      top: none,
      'top-mid': none,
      'top-left': none,
      'top-right': none,
      bottom: none,
      'bottom-mid': none,
      'bottom-left': none,
      'bottom-right': none,
      left: none,
      'left-mid': none,
      mid: none,
      'mid-mid': none,
      right: none,
      'right-mid': none,
      middle: none,
    },
  });
  made.push(...rows.map((row) => row.map((cell) => shown(cell))));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Names come from vendors: control characters would play with the terminal. */
function shown(cell: string | number | null): string {
  return cell === null ? '-' : plain(String(cell));
}

/** Text without control characters. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
