/** Names as vectors of character n-grams (2 to 4, within words), weighed by how rare each is. */
export interface GramIndex {
  /** The cosine of each name of the index to the text; valid until the next call. */
  cosines(text: string): Float64Array;
}

/** Where a gram occurs, with its weight in the unit vector of each of those names. */
interface Posting {
  readonly places: Int32Array;
  readonly weights: Float64Array;
}

/** How often each gram occurs in a text, by its id. */
type Grams = Map<number, number>;

/** `others` count for how rare a gram is, and are not found. */
export function createGramIndex(names: readonly string[], others: readonly string[]): GramIndex {
  const gramsOf = createGramCounter();
  const counted = names.map((name) => gramsOf.count(name));
  const countedOthers = others.map((name) => gramsOf.count(name));
  const known = new Map(others.map((name, at) => [name, countedOthers[at]] as const));
  const rarity = rarityOf([...counted, ...countedOthers], gramsOf.size());
  const postings = postingsOf(counted, rarity);
  const sums = new Float64Array(names.length);
  return {
    cosines(text) {
      sums.fill(0);
      const grams = known.get(text) ?? gramsOf.count(text);
      const scale = 1 / lengthOf(grams, rarity);
      for (const [id, count] of grams) {
        const posting = postings[id];
        if (posting !== undefined) add(sums, posting, count * (rarity[id] ?? 0) * scale);
      }
      return sums;
    },
  };
}

function add(sums: Float64Array, { places, weights }: Posting, weight: number): void {
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0;
    sums[place] = (sums[place] ?? 0) + weight * (weights[at] ?? 0);
  }
}

function rarityOf(counted: readonly Grams[], size: number): Float64Array {
  const frequency = new Float64Array(size);
  for (const grams of counted) {
    for (const id of grams.keys()) frequency[id] = (frequency[id] ?? 0) + 1;
  }
  return frequency.map((count) => Math.log((1 + counted.length) / (1 + count)) + 1);
}

function postingsOf(counted: readonly Grams[], rarity: Float64Array): (Posting | undefined)[] {
  const lists: { places: number[]; weights: number[] }[] = [];
  for (let place = 0; place < counted.length; place += 1) {
    const grams = counted[place] ?? new Map<number, number>();
    const scale = 1 / lengthOf(grams, rarity);
    for (const [id, count] of grams) {
      const list = (lists[id] ??= { places: [], weights: [] });
      list.places.push(place);
      list.weights.push(count * (rarity[id] ?? 0) * scale);
    }
  }
  return Array.from(lists, (list: { places: number[]; weights: number[] } | undefined) =>
    list === undefined
      ? undefined
      : { places: Int32Array.from(list.places), weights: Float64Array.from(list.weights) },
  );
}

/** Of the vector; 1 for a text without grams, so that it can be divided by. */
function lengthOf(grams: Grams, rarity: Float64Array): number {
  let sum = 0;
  for (const [id, count] of grams) sum += (count * (rarity[id] ?? 0)) ** 2;
  return Math.sqrt(sum) || 1;
}

/** Counts grams, each by a number of its own. Names share most of their words, so these are kept. */
function createGramCounter(): { count(text: string): Grams; size(): number } {
  const ids = new Map<string, number>();
  const byWord = new Map<string, readonly number[]>();
  function idsOf(word: string): readonly number[] {
    const known = byWord.get(word);
    if (known !== undefined) return known;
    const found = gramsIn(word).map((gram) => {
      const id = ids.get(gram) ?? ids.size;
      ids.set(gram, id);
      return id;
    });
    byWord.set(word, found);
    return found;
  }
  return {
    size: () => ids.size,
    count(text) {
      const grams: Grams = new Map();
      for (const word of text.split(' ')) {
        for (const id of idsOf(word)) grams.set(id, (grams.get(id) ?? 0) + 1);
      }
      return grams;
    },
  };
}

function gramsIn(word: string): string[] {
  if (word === '') return [];
  const padded = ` ${word} `;
  const grams: string[] = [];
  for (let length = 2; length <= 4; length += 1) {
    for (let at = 0; at + length <= padded.length; at += 1)
      grams.push(padded.slice(at, at + length));
  }
  return grams;
}

/** The places of the `most` largest values above 0, the largest first; equal ones by place. */
export function largest(values: Float64Array, most: number): number[] {
  const places: number[] = [];
  let floor = 0;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? 0;
    if (value <= floor) continue;
    let at = places.length;
    while (at > 0 && (values[places[at - 1] ?? 0] ?? 0) < value) at -= 1;
    places.splice(at, 0, place);
    if (places.length > most) places.pop();
    if (places.length === most) floor = values[places[most - 1] ?? 0] ?? 0;
  }
  return places;
}
