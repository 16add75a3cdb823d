import { jaroWinkler } from '@skyra/jaro-winkler';
import { distance } from 'fastest-levenshtein';
import Fuse from 'fuse.js';
import { createGramCosine } from './gram-cosine.ts';
import type { Method } from './ranking.ts';
import { rankBySitesync } from './rank-by-sitesync.ts';

/** Sitesync's own, and what can be installed, each with the settings that it comes with. */
export const methods = {
  sitesync: rankBySitesync,
  'fastest-levenshtein': pairwise((a, b) => 1 - distance(a, b) / Math.max(a.length, b.length)),
  'Jaro-Winkler': pairwise(jaroWinkler),
  'char n-gram TF-IDF': ({ sources, pool }) => {
    const cosines = createGramCosine(pool.map(({ name }) => name));
    return { scores: sources.map(({ name }) => cosines(name)) };
  },
  'fuse.js': ({ sources, pool }) => {
    const fuse = new Fuse(
      pool.map(({ name }) => name),
      { includeScore: true },
    );
    return {
      scores: sources.map((source) => {
        const found: (number | undefined)[] = Array.from({ length: pool.length });
        // Fuse's 0 is a perfect match.
        for (const { refIndex, score } of fuse.search(source.name)) found[refIndex] = -(score ?? 1);
        return found;
      }),
    };
  },
} satisfies Record<string, Method>;

export type MethodName = keyof typeof methods;

function pairwise(similarity: (a: string, b: string) => number): Method {
  return ({ sources, pool }) => {
    const names = pool.map(({ name }) => name.toLowerCase());
    return {
      scores: sources.map((source) => {
        const name = source.name.toLowerCase();
        return Float64Array.from(names, (other) => similarity(name, other));
      }),
    };
  };
}
