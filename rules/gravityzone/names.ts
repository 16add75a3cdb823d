/** GravityZone's limit for the names of companies and packages (gravityzone.md, 3.4). */
export const longestName = 64;

/** The key under which equal names meet: trimmed, NFC, case-folded (spec 3.4). */
export function nameKey(name: string): string {
  return foldCase(name.trim().normalize('NFC')).normalize('NFC');
}

/** Names are equal after trimming, NFC and case-folding (spec 3.4). */
export function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

/** "New" and "Abc" give "New Abc": the prefix, one blank, the name (spec 3.4). */
export function prefixedName(prefix: string, name: string): string {
  return `${prefix.trim()} ${name.trim()}`;
}

export type NameFault =
  'empty' | 'too-long' | 'angle-brackets' | 'control-characters' | 'leading-asterisk';

export type NameVerdict =
  { ok: true; name: string } | { ok: false; code: NameFault; sentence: string };

/**
 * Whether a company can be created with this name. A name is trimmed, as GravityZone's own clients
 * do, and otherwise never shortened or altered (spec 3.4): the operator gives another one.
 */
export function usableCompanyName(text: string): NameVerdict {
  const name = text.trim();
  const length = lengthOf(name);
  if (length === 0) return fault('empty', 'The name is empty.');
  if (length > longestName) {
    return fault(
      'too-long',
      `“${name}” has ${length} characters, and a GravityZone company’s name has at most ${longestName}.`,
    );
  }
  if (/[<>]/.test(name)) {
    return fault('angle-brackets', `“${name}” holds “<” or “>”, which GravityZone refuses.`);
  }
  if (!canCarryText(name)) {
    return fault('control-characters', 'The name holds characters that can’t be shown.');
  }
  // findCompaniesByName takes a leading "*" as "anywhere", so a company of this name could never be
  // found again by name (gravityzone.md, 3.3).
  if (name.startsWith('*')) {
    return fault(
      'leading-asterisk',
      `“${name}” begins with “*”, which GravityZone’s search takes as “anything”: such a company could not be found again by its name.`,
    );
  }
  return { ok: true, name };
}

export interface PrefixSettings {
  prefix: string;
  prefixForCreation: 'never' | 'always' | 'if-exists';
}

/**
 * The name that a new company for the site would get by the prefix settings (spec 3.4). `exists`
 * says whether a company of that name key is in view. The name may be unusable: ask
 * {@link usableCompanyName}.
 */
export function companyNameFor(
  siteName: string,
  settings: PrefixSettings,
  exists: (key: string) => boolean,
): { name: string; prefixed: boolean } {
  const plain = { name: siteName.trim(), prefixed: false };
  if (settings.prefix.trim() === '') return plain;
  const prefixed = { name: prefixedName(settings.prefix, siteName), prefixed: true };
  const usesPrefix = {
    never: false,
    always: true,
    'if-exists': exists(nameKey(siteName)),
  };
  return usesPrefix[settings.prefixForCreation] ? prefixed : plain;
}

/** In characters as people count most of them: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Free of what GravityZone refuses in a name and of what JSON or a terminal can't carry. */
export function canCarryText(text: string): boolean {
  return !/[<>\p{Cc}]/u.test(text) && text.isWellFormed();
}

function fault(code: NameFault, sentence: string): NameVerdict {
  return { ok: false, code, sentence };
}

/**
 * Full case folding by code point. Through capitals and back, so that "ß" meets "SS" and both small
 * sigmas meet; the dotless i is a letter of its own and folds to itself (Unicode CaseFolding).
 */
function foldCase(text: string): string {
  let folded = '';
  for (const character of text) {
    folded += character === 'ı' ? character : character.toLowerCase().toUpperCase().toLowerCase();
  }
  return folded;
}
