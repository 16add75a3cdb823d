/**
 * The baseline of character n-grams, as people reach for it: lower case, 2 to 4 within words, TF-IDF
 * over the pool, cosine. Shares nothing with the rules that it is compared with.
 */
export function createGramCosine(pool: readonly string[]): (name: string) => Float64Array {
  const counted = pool.map(countGrams);
  const frequency = new Map<string, number>();
  for (const grams of counted) {
    for (const gram of grams.keys()) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  }
  const rarity = (gram: string) =>
    Math.log((1 + pool.length) / (1 + (frequency.get(gram) ?? 0))) + 1;
  const postings = new Map<string, { place: number; weight: number }[]>();
  for (const [place, grams] of counted.entries()) {
    const weights = [...grams].map(([gram, count]) => [gram, count * rarity(gram)] as const);
    const length = Math.hypot(...weights.map(([, weight]) => weight));
    for (const [gram, weight] of weights) {
      const posting = postings.get(gram) ?? [];
      posting.push({ place, weight: weight / length });
      postings.set(gram, posting);
    }
  }
  // The length of the name's own vector is left out: it changes no order.
  return (name) => {
    const sums = new Float64Array(pool.length);
    for (const [gram, count] of countGrams(name)) {
      for (const { place, weight } of postings.get(gram) ?? []) {
        sums[place] = (sums[place] ?? 0) + count * rarity(gram) * weight;
      }
    }
    return sums;
  };
}

function countGrams(name: string): Map<string, number> {
  const grams = new Map<string, number>();
  for (const word of name.toLowerCase().split(/\s+/)) {
    const padded = ` ${word} `;
    for (let length = 2; length <= 4; length += 1) {
      for (let at = 0; at + length <= padded.length; at += 1) {
        const gram = padded.slice(at, at + length);
        grams.set(gram, (grams.get(gram) ?? 0) + 1);
      }
    }
  }
  return grams;
}
