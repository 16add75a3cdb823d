/**
 * Letters that have no decomposition in Unicode but are the accented form of another one to most
 * people who type names (Unicode's own "confusables" are wider: they equate letters of scripts).
 */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};

const apostrophes = /['’‘‛ʼʻ`´＇]/g;

/** Combining marks of Latin, Greek and Cyrillic: those of other scripts make other letters. */
const accents = /[\u0300-\u036F]/g;

/**
 * Case, accents and forms of a character aside: "Labouré" gives "laboure", "Ｎｏ．５" gives "no.5".
 * Through capitals and back, so that "ß" meets "SS". Apostrophes go first, since NFKD would make a
 * blank of some of them.
 */
export function fold(text: string): string {
  const plain = text.replace(apostrophes, "'").normalize('NFKD').replace(accents, '');
  return plain
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .replace(/ς/g, 'σ')
    .replace(/[æœøłđðþħı]/g, (letter) => plainLetters[letter] ?? letter);
}
