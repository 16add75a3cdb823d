import type { Alignment } from './align-words.ts';
import type { KeyAgreement } from './key-agreement.ts';
import { legalClassesContradict } from './legal-forms.ts';
import { numbersContradict } from './numbers.ts';
import { type NamePair, wholeName } from './score.ts';

/** Reasons that others ask for. */
export const acronymReason = 'one is an acronym of the other';

/** From when on an acronym is a reason. */
const likelyAcronym = 0.6;

const keyReasons: Readonly<Record<KeyAgreement, string>> = {
  k1: 'same letters and digits',
  k2: 'same letters and digits, apart from “and” and “the”',
  k3: 'same apart from the legal form',
  k4: 'same with abbreviations written out',
  k5: 'same words in another order',
  k6: 'same apart from what stands in brackets',
  'other name': 'one of the two names it goes by is the same',
};

/** Why two names may be the same, and what speaks against it, in words for operators. */
export function reasonsFor(pair: NamePair): string[] {
  const { agreement } = pair;
  const reasons = agreement === undefined ? likenesses(pair) : [keyReasons[agreement]];
  return [...reasons, ...objections(pair)];
}

function likenesses({ alignment, acronym }: NamePair): string[] {
  if (acronym >= likelyAcronym) return [acronymReason];
  if (alignment.initials) return ['a word of one is the initials of words of the other'];
  const words = wordReasons(alignment);
  return words.length === 0 ? ['similar spelling'] : words;
}

function wordReasons({ covered, coveredOther, both }: Alignment): string[] {
  if (Math.min(covered, coveredOther) > 0.85) return ['nearly the same words'];
  if (Math.max(covered, coveredOther) > wholeName) {
    return ['every word of one name is in the other'];
  }
  return both >= 0.5 ? ['most of the words are the same'] : [];
}

function objections({ source, destination }: NamePair): string[] {
  const reasons: string[] = [];
  if (numbersContradict(source.numbers, destination.numbers)) {
    reasons.push(
      `the numbers differ (${source.numbers.join(', ')}; ${destination.numbers.join(', ')})`,
    );
  }
  if (legalClassesContradict(source.legalClasses, destination.legalClasses)) {
    const forms = [source, destination].map(({ legalForms }) => legalForms.join(' '));
    reasons.push(`the legal forms differ (${forms.join('; ')})`);
  }
  return reasons;
}
