/**
 * What follows a name to tell it from others: "(United States)", "[Chicago]", "/DE/". Brackets in
 * front or in the middle count too; a name that is nothing else keeps them.
 */
const qualifier = /\([^()]*\)|\[[^[\]]*\]|\s\/\s?\p{L}{2,5}\s?\/?\s*$/gu;

export function splitQualifiers(name: string): { core: string; qualifiers: string } {
  const found = name.match(qualifier);
  if (found === null) return { core: name, qualifiers: '' };
  const core = name.replace(qualifier, ' ');
  if (!/[\p{L}\p{N}]/u.test(core)) return { core: name, qualifiers: '' };
  return { core, qualifiers: found.join(' ') };
}
