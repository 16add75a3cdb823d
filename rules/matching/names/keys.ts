import { expanded } from './abbreviations.ts';
import { withoutLegalForm } from './legal-forms.ts';
import { withoutZeros } from './numbers.ts';
import { joinSingleLetters, withoutFillers } from './words.ts';

/** The keys of a name, most of them wider than the one before; empty for a name without letters. */
export interface NameKeys {
  /** Letters and digits alone. */
  readonly k1: string;
  /** Without "and" and "the". */
  readonly k2: string;
  /** Without the legal form, and without zeros in front of numbers. */
  readonly k3: string;
  /** With abbreviations written out. */
  readonly k4: string;
  /** With its words in the order of the alphabet. */
  readonly k5: string;
  /** Without what stands in brackets. */
  readonly k6: string;
}

/** `all` are the name's words, `core` those outside brackets. */
export function nameKeys(all: readonly string[], core: readonly string[]): NameKeys {
  const kept = keptWords(all);
  const plain = withoutLegalForm(kept).words;
  const written = plain.map(expanded);
  return {
    k1: all.join(''),
    k2: kept.join(''),
    k3: plain.map(withoutZeros).join(''),
    k4: written.join(''),
    k5: written.toSorted().join(' '),
    k6: withoutLegalForm(keptWords(core)).words.map(expanded).join(''),
  };
}

/** Without "and" and "the", and with runs of single letters as one word. */
export function keptWords(words: readonly string[]): string[] {
  return joinSingleLetters(withoutFillers(words));
}
