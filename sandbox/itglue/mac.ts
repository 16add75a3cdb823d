import type { ItglueRequest } from './route.ts';

/** A MAC as answers show it: the pages' examples differ in their separators (itglue.md 3.4). */
export function shownMac({ switches }: ItglueRequest, mac: string | null): string | null {
  const form = switches.get('itglue.macForm');
  const digits = mac?.replaceAll(/[-:. ]/g, '') ?? '';
  if (mac === null || form === 'asWritten' || !/^[0-9a-f]{12}$/i.test(digits)) return mac;
  const pairs = digits.toUpperCase().match(/../g) ?? [];
  return pairs.join(form === 'dashes' ? '-' : ':');
}
