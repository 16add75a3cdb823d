import type { Answer, ApiClient } from '../api/client.ts';

export type MatchesPage = Answer<ApiClient['v1']['organizations']['$get']>;
export type ListedMatch = MatchesPage['matches'][number];
export type Tab = ListedMatch['state'];

/** The head of a tab's table. What may be long stands last. */
export function matchHead(kind: ListedMatch['kind'], tab: Tab): string[] {
  const of = kind === 'organization' ? ['ORGANIZATION', 'DEVICES'] : ['DEVICE', 'CLASS'];
  switch (tab) {
    case 'unmatched':
      return [...of, 'ID', 'SUGGESTED', 'SCORE', 'WHY, AND WHAT STANDS AGAINST IT'];
    case 'matched':
      return [...of, 'ID', 'MATCHED TO', 'BY', 'NOTE'];
    case 'ignored':
      return [...of, 'ID', 'BY', 'NOTE'];
  }
}

/** A match as a row of its tab's table. */
export function matchRow(match: ListedMatch): (string | number | null)[] {
  const of = [match.name, aside(match), match.sourceId];
  switch (match.state) {
    case 'unmatched': {
      const [best] = match.suggestions;
      const suggested = best === undefined ? null : `${best.name} (${best.id})`;
      const score = best === undefined ? null : `${best.score.toFixed(2)} ${best.likelihood}`;
      return [...of, suggested, score, against(match)];
    }
    case 'matched':
      return [...of, matchedText(match), byText(match), notes(match)];
    case 'ignored':
      return [...of, byText(match), notes(match)];
  }
}

function aside({ kind, details, devicesByTab }: ListedMatch): string {
  if (kind === 'device') return details.deviceClass ?? '';
  if (devicesByTab === null) return String(details.devices ?? '');
  const { unmatched, matched, ignored } = devicesByTab;
  return `${matched}/${unmatched + matched + ignored}`;
}

/** `Acme Inc (123)`. */
export function matchedText({ destination }: Pick<ListedMatch, 'destination'>): string | null {
  if (destination === null) return null;
  return destination.name === null ? destination.id : `${destination.name} (${destination.id})`;
}

function against(match: ListedMatch): string {
  const [best, ...others] = match.suggestions;
  const more = others.length === 0 ? [] : [`${others.length} more suggested`];
  const words = [...(best?.reasons ?? []), ...(best?.flags ?? []), ...more, ...match.conflicts];
  return [words.join(', '), notes(match)].filter((part) => part !== '').join('; ');
}

/** Who matched or ignored it. */
export function byText({ by, origin }: Pick<ListedMatch, 'by' | 'origin'>): string {
  if (origin === 'rule') return 'rule';
  const who = by === null ? '' : 'name' in by ? by.name : by.kind;
  return origin === 'created' ? `${who} (created)` : who;
}

/** What has become of its match, what is under way, and how the last decision came out. */
function notes({ notes: noted, lastDecision, present }: ListedMatch): string {
  return [
    ...(present ? [] : ['not in Datto RMM any more']),
    ...noted.map(({ sentence }) => sentence),
    ...(lastDecision === null ? [] : [decisionNote(lastDecision)]),
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function decisionNote({ state, choice, outcome }: NonNullable<ListedMatch['lastDecision']>) {
  switch (state) {
    case 'pending':
      return `${choice.do}: waiting to be carried out`;
    case 'working':
      return `${choice.do}: being carried out`;
    case 'refused':
    case 'problem':
      return `${choice.do}: ${outcome ?? state}`;
    case 'done':
    case 'cancelled':
      return '';
  }
}
