import Table from 'cli-table3';

/** A plain table: no lines, since it is copied and searched. */
export function table(head: string[], rows: (string | number | null)[][]): string {
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

/** A moment as people read it, in UTC. */
export function when(iso: string | null): string {
  return iso === null ? '-' : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** How long ago, in words. */
export function age(iso: string): string {
  const minutes = Math.floor((Date.now() - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
