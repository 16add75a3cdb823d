import { jaroWinkler } from './jaro-winkler.ts';

const hasDigit = /\p{Nd}/u;
const leastSimilarity = 0.88;

/** From here on it is one letter in a long word. */
const slip = 0.95;
const almost = 0.9;

/** What a word that is only nearly the same is worth against the same one. */
const nearly = 0.7;

/**
 * How alike two different words are, 0 to 1: a plural, the beginning of the other, a typing slip.
 * Words with digits are alike only if they are the same.
 */
export function similarWords(a: string, b: string): number {
  if (a[0] !== b[0] && a[1] !== b[1]) return 0;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 3) return 0;
  // Even when every letter of the shorter one is in place, words of such lengths are not alike.
  const startsLong = long.startsWith(short);
  if (!startsLong && long.length > short.length * 1.8) return 0;
  if (hasDigit.test(a) || hasDigit.test(b)) return 0;
  if (startsLong) {
    if (long === `${short}s`) return 0.97;
    return nearly * (short.length >= 5 ? 0.85 : 0.6);
  }
  if (short.length < 4) return 0;
  const similarity = jaroWinkler(short, long);
  if (similarity < leastSimilarity) return 0;
  return similarity * (similarity >= slip ? almost : nearly);
}
