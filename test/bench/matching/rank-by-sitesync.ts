import { matchNames } from '../../../rules/matching/names/match-names.ts';
import type { DevelopmentSet } from './development-sets.ts';
import type { Ranking } from './ranking.ts';

/** What Sitesync makes of a set of names. */
export function rankBySitesync({ sources, pool }: DevelopmentSet): Ranking {
  const places = new Map(pool.map(({ id }, place) => [id, place]));
  const ranked = matchNames(sources, pool);
  const scores = ranked.map(({ candidates }) => {
    const found: (number | undefined)[] = Array.from({ length: pool.length });
    for (const { id, score } of candidates) found[places.get(id) ?? -1] = score;
    return found;
  });
  return { scores, automatic: ranked.map(({ auto }) => auto) };
}
