/** Words that are a part of many makers' names and tell none from another. */
const commonWords = new Set(
  `and co company computer computers corp corporation electronics enterprise enterprises gmbh group inc
  incorporated industries international limited llc ltd networks products semiconductor systems tech
  technologies technology the usa`.split(/\s+/),
);
const unknownWords = new Set(
  'bochs default empty filled generic manufacturer none oem other unknown virtual whitebox'.split(
    ' ',
  ),
);
/** One maker under several names. */
const aliases: Readonly<Record<string, string>> = {
  hewlett: 'hp',
  packard: 'hp',
  hewlettpackard: 'hp',
  hpe: 'hp',
  msi: 'microstar',
  asustek: 'asus',
  asustekcomputer: 'asus',
  dellemc: 'dell',
  ubnt: 'ubiquiti',
  wd: 'westerndigital',
};

/**
 * Whether two makers are known and differ. "Dell Inc." is "Dell", "Hewlett-Packard" is "HP", and
 * "Cisco Meraki" may be "Meraki": a word in common is enough for not being a contradiction.
 */
export function manufacturersDiffer(a: string | null, b: string | null): boolean {
  const one = wordsOf(a);
  const other = wordsOf(b);
  if (one.size === 0 || other.size === 0) return false;
  return ![...one].some((word) => other.has(word));
}

/** What makers of one key have in common: that they are one. Empty for an unknown maker. */
export function manufacturerKey(maker: string | null): string {
  const joined = tellingWords(maker).join('');
  return aliases[joined] ?? joined;
}

/** The telling words, and all of them as one ("Super Micro" is "Supermicro"). None for an unknown maker. */
function wordsOf(maker: string | null): ReadonlySet<string> {
  const cached = known.get(maker ?? '');
  if (cached !== undefined) return cached;
  const words = tellingWords(maker);
  const made = new Set([...words, ...(words.length > 1 ? [words.join('')] : [])].map(aliasOf));
  // An account has a few dozen makers and ten thousands of devices.
  if (known.size < 10_000) known.set(maker ?? '', made);
  return made;
}

function tellingWords(maker: string | null): string[] {
  const all = (maker ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (all.some((word) => unknownWords.has(word))) return [];
  return all.filter((word) => !commonWords.has(word));
}

const known = new Map<string, ReadonlySet<string>>();

function aliasOf(word: string): string {
  return aliases[word] ?? word;
}
