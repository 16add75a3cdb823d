import { plain } from './table.ts';

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

/** How many of a listing are shown, and how old it is. */
export function freshness(
  [one, many]: readonly [one: string, many: string],
  shown: number,
  { total, readAt }: { total: number; readAt: string | null },
): string {
  if (readAt === null) {
    return `The ${many} have not been read yet. Run \`sitesync sync --wait\` once both sides are connected.`;
  }
  const count = shown < total ? `${shown} of ${total}` : String(total);
  return `${count} ${total === 1 ? one : many}, read ${age(readAt)}.`;
}

/** Parts of a text with an empty line between them; empty parts are left out. */
export function blocks(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Lines under a heading; nothing without lines. */
export function list(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [heading, ...lines.map((line) => `- ${plain(line)}`)].join('\n');
}
