import type { ApiClient } from '../api/client.ts';
import { callApi } from './call-api.ts';
import { pathOf, type FindIn } from './find-match.ts';
import type { ListedMatch, MatchesPage, Tab } from './match-rows.ts';
import type { MatchVerb } from './match-options.ts';
import { readPages } from './read-pages.ts';

/** One decision has at most so many items. */
const mostItems = 1_000;

const tabOf: Record<MatchVerb, Tab> = {
  accept: 'unmatched',
  reject: 'unmatched',
  to: 'unmatched',
  create: 'unmatched',
  ignore: 'unmatched',
  unignore: 'ignored',
  revert: 'matched',
};

/** Every one of the tab that a verb is for, as far as it may be decided in bulk. */
export async function manyMatches(
  v1: ApiClient['v1'],
  verb: MatchVerb,
  { kind = 'organization', organization }: FindIn,
  search: string | undefined,
): Promise<{ matches: ListedMatch[]; leftOut: string | null }> {
  const takesSuggestion = verb === 'accept' || verb === 'reject';
  const { rows, last } = await readPages(
    mostItems,
    ({ limit, offset }): Promise<MatchesPage> => {
      const query = {
        tab: tabOf[verb],
        filter: takesSuggestion ? ('suggested' as const) : ('all' as const),
        ...(search === undefined ? {} : { search }),
        limit,
        offset,
      };
      if (kind === 'organization') return callApi(v1.organizations.$get({ query }));
      if (organization === undefined) return callApi(v1.devices.$get({ query }));
      const param = pathOf(organization.sourceId);
      return callApi(v1.organizations[':sourceId'].devices.$get({ param, query }));
    },
    (page) => page.matches,
  );
  const matches = verb === 'accept' ? rows.filter(isClear) : rows;
  return { matches, leftOut: leftOutText(rows.length - matches.length, last.total - rows.length) };
}

/** Accepted unseen is only what stands out: likely, and nothing to look out for. */
function isClear({ suggestions, conflicts }: ListedMatch): boolean {
  const [best, ...others] = suggestions;
  if (best === undefined || best.likelihood !== 'likely' || best.flags.length > 0) return false;
  return conflicts.length === 0 && others.every(({ likelihood }) => likelihood !== 'likely');
}

function leftOutText(unclear: number, beyond: number): string | null {
  const parts = [
    ...(unclear === 0
      ? []
      : [`${unclear} left out: possible only, or with something to look out for; name them.`]),
    ...(beyond <= 0
      ? []
      : [`${beyond} more than the ${mostItems} that one decision has; run it again for them.`]),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}
