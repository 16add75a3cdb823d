/** "007" as "7"; other words as they are. */
export function withoutZeros(word: string): string {
  return word.replace(/^0+(?=\p{Nd})/u, '');
}

/** The numbers in a name, in order, without zeros in front: "7 Eleven #02915" has 7 and 2915. */
export function numbersOf(words: readonly string[]): string[] {
  return words.flatMap((word) => word.match(/\p{Nd}+/gu) ?? []).map(withoutZeros);
}

export function sameNumbers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((number, index) => number === b[index]);
}

/** Both sides have numbers, and each has one that the other has not. */
export function numbersContradict(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const missing = (some: readonly string[], from: readonly string[]) =>
    some.some((number) => !from.includes(number));
  return missing(a, b) && missing(b, a);
}
