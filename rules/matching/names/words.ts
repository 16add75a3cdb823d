import { fold } from './fold.ts';

/** A word made of letters, digits and the marks that belong to letters of some scripts. */
const notInWords = /[^\p{L}\p{N}\p{M}]+/u;

/** "U.S.", "L.L.C": one word, also where another one follows without a blank. */
const dotted = /(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])/gu;

/** What a name says besides its letters and digits, and that two spellings of it may leave out. */
const fillers = new Set(['and', 'the']);

/**
 * The words of a name: apostrophes dropped ("Tapia's", "JACK 'S"), `&` and `+` written out, other
 * punctuation as blanks.
 */
export function wordsOf(name: string): string[] {
  return fold(name)
    .replace(/(?<=\p{L})\s*'\s*s\b/gu, 's')
    .replace(/'/g, '')
    .replace(dotted, (letters) => letters.replaceAll('.', ''))
    .replace(/[&+]/g, ' and ')
    .split(notInWords)
    .filter((word) => word !== '');
}

/** The words without "and" and "the", unless there are no others. */
export function withoutFillers(words: readonly string[]): string[] {
  const rest = words.filter((word) => !fillers.has(word));
  return rest.length === 0 ? [...words] : rest;
}

/** Runs of single letters as one word: "J J Peppers" and "JJ Peppers", "U.S." and "US". */
export function joinSingleLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let run = '';
  for (const word of words) {
    if (isSingleLetter(word)) {
      run += word;
      continue;
    }
    if (run !== '') joined.push(run);
    run = '';
    joined.push(word);
  }
  if (run !== '') joined.push(run);
  return joined;
}

function isSingleLetter(word: string): boolean {
  return word.length === 1 && /\p{L}/u.test(word);
}
