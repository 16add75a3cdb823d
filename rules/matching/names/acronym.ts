import type { NameProfile } from './profile.ts';

/** Words that an acronym may leave out for nearly nothing. */
const weak = new Set(
  'and of for the in at on to by from with a an de la le les du des el y et der die und fur von van'.split(
    ' ',
  ),
);

/** What makes an acronym less likely: nothing does for one letter a word, in order. */
const cost = {
  wordLeftOut: 1,
  weakWordLeftOut: 0.08,
  qualifierLeftOut: 0.1,
  /** A further letter of a word, that follows or that stands somewhere in it. */
  nextLetter: 0.35,
  innerLetter: 0.45,
  letterLeftOver: 1.6,
} as const;

const shortest = 2;
const longest = 8;

/** A name as something that an acronym can be made of. */
export interface Initials {
  readonly words: readonly string[];
  /** What leaving out each word costs. */
  readonly leftOut: readonly number[];
  /** A bit for each letter that begins a word. */
  readonly letters: number;
}

export function initialsOf({ allWords, qualifiers }: NameProfile): Initials {
  const leftOut = allWords.map((word) => {
    if (qualifiers.includes(word)) return cost.qualifierLeftOut;
    return weak.has(word) ? cost.weakWordLeftOut : cost.wordLeftOut;
  });
  let letters = 0;
  for (const word of allWords) letters |= bitOf(word, 0);
  return { words: allWords, leftOut, letters };
}

/**
 * The letters of a name that may be an acronym: few, in at most three words, and mostly capitals
 * where there are capitals at all ("Pizza" is a word, "OSU", "osu" and "AMMTO" may be acronyms).
 */
export function acronymLetters({ name, allWords, keys }: NameProfile): string | undefined {
  const { length } = keys.k1;
  if (length < shortest || length > longest || allWords.length > 3) return undefined;
  const small = name.match(/\p{Ll}/gu)?.length ?? 0;
  const capital = name.match(/\p{Lu}/gu)?.length ?? 0;
  return small > 0 && capital > 0 && small * 2 > capital ? undefined : keys.k1;
}

/** A letter in two must begin a word, and the first must: else it is not worth a closer look. */
export function mayBeAcronym(letters: string, { words, letters: initials }: Initials): boolean {
  if (words.length < 2 || (initials & bitOf(letters, 0)) === 0) return false;
  let count = 0;
  for (let at = 0; at < letters.length; at += 1) {
    if ((initials & bitOf(letters, at)) !== 0) count += 1;
  }
  return count * 2 >= letters.length;
}

function bitOf(text: string, at: number): number {
  return 1 << (text.charCodeAt(at) & 31);
}

/** How well letters fit a name as its acronym: 1 for one letter a word in order, 0 for not at all. */
export function acronymFit(letters: string, { words, leftOut }: Initials): number {
  // least[i]: what it costs to have used i letters with the words so far.
  let least = Array.from({ length: letters.length + 1 }, (_, i) => i * cost.letterLeftOver);
  for (let at = 0; at < words.length; at += 1) {
    least = withWord(least, letters, words[at] ?? '', leftOut[at] ?? 0);
  }
  return Math.max(0, 1 - (least[letters.length] ?? Infinity) / letters.length);
}

function withWord(
  before: readonly number[],
  letters: string,
  word: string,
  leftOut: number,
): number[] {
  const after = before.map((one) => one + leftOut);
  for (let from = 0; from < letters.length; from += 1) {
    if (word[0] === letters[from]) useLetters(before[from] ?? Infinity, from, letters, word, after);
  }
  for (let i = 1; i < after.length; i += 1) {
    after[i] = Math.min(after[i] ?? Infinity, (after[i - 1] ?? Infinity) + cost.letterLeftOver);
  }
  return after;
}

/** The word gives the letter at `from`, and perhaps some of those that follow it. */
function useLetters(
  costBefore: number,
  from: number,
  letters: string,
  word: string,
  after: number[],
): void {
  let total = costBefore;
  let place = 0;
  for (let used = from + 1; ; used += 1) {
    if (total < (after[used] ?? Infinity)) after[used] = total;
    if (used >= letters.length) return;
    const next = word.indexOf(letters[used] ?? '', place + 1);
    if (next === -1) return;
    total += next === place + 1 ? cost.nextLetter : cost.innerLetter;
    place = next;
  }
}
