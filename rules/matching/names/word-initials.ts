import type { Found } from './align-words.ts';

/** Words that initials may leave out. */
const skipped = new Set('of for in at on to by'.split(' '));

/** What a word is worth that is found as initials, or by its initial. */
const worth = 0.9;

const longest = 6;

/**
 * `RACP Foundation` and `Royal Australasian College of Physicians Foundation`: pairs a short word
 * that was not found with words, one after the other, that begin with its letters.
 */
export function pairWithInitials(
  shorts: readonly string[],
  foundShorts: Found,
  words: readonly string[],
  foundWords: Found,
): boolean {
  let any = false;
  for (let i = 0; i < shorts.length; i += 1) {
    const letters = shorts[i] ?? '';
    if (foundShorts[i] !== 0 || letters.length < 2 || letters.length > longest) continue;
    const run = runWithInitials(letters, words, foundWords);
    if (run === undefined) continue;
    foundShorts[i] = worth;
    for (let j = run.start; j < run.end; j += 1) {
      if (foundWords[j] === 0) foundWords[j] = worth;
    }
    any = true;
  }
  return any;
}

function runWithInitials(
  letters: string,
  words: readonly string[],
  found: Found,
): { start: number; end: number } | undefined {
  for (let start = 0; start + 1 < words.length; start += 1) {
    let used = 0;
    let end = start;
    while (end < words.length && used < letters.length) {
      const word = words[end] ?? '';
      if (found[end] === 0 && word[0] === letters[used]) used += 1;
      else if (used === 0 || !skipped.has(word)) break;
      end += 1;
    }
    if (used === letters.length) return { start, end };
  }
  return undefined;
}
