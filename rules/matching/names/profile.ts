import { expanded } from './abbreviations.ts';
import { type NameKeys, keptWords, nameKeys } from './keys.ts';
import { type LegalFormClass, legalClassesOf, withoutLegalForm } from './legal-forms.ts';
import { numbersOf } from './numbers.ts';
import { otherNames } from './other-names.ts';
import { splitQualifiers } from './qualifiers.ts';
import { withoutFillers, wordsOf } from './words.ts';

/** Something with a name: a site, a company, an organization. */
export interface NamedItem {
  readonly id: string;
  readonly name: string;
}

/** What is worked out once for each name. */
export interface NameProfile extends NamedItem {
  readonly keys: NameKeys;
  /** All words as they stand, in order. */
  readonly allWords: readonly string[];
  /** Words written out, without "and", "the", legal form and brackets. */
  readonly words: readonly string[];
  /** The same of what stands in brackets. */
  readonly qualifiers: readonly string[];
  readonly legalForms: readonly string[];
  readonly legalClasses: ReadonlySet<LegalFormClass>;
  readonly numbers: readonly string[];
  /** The widest keys of the names that are in the name: "Acme Inc dba Roadrunner" has two. */
  readonly otherKeys: readonly string[];
}

export function profileOf({ id, name }: NamedItem): NameProfile {
  const allWords = wordsOf(name);
  const { core, qualifiers } = splitQualifiers(name);
  const coreWords = wordsOf(core);
  const { words, forms } = withoutLegalForm(keptWords(coreWords));
  return {
    id,
    name,
    keys: nameKeys(allWords, coreWords),
    allWords,
    words: words.map(expanded),
    qualifiers: withoutFillers(wordsOf(qualifiers)).map(expanded),
    legalForms: forms,
    legalClasses: legalClassesOf(forms),
    numbers: numbersOf(allWords),
    otherKeys: otherNames(name).map((one) => nameKeys(wordsOf(one), wordsOf(one)).k4),
  };
}
