/** Words that say that one and the same company has two names. */
const saidBetween =
  /\s*\(?\b(?:d\s?\/?\s?b\s?\/?\s?a|a\s?\/\s?k\s?\/\s?a|aka|f\s?\/\s?k\s?\/\s?a|fka|t\s?\/\s?a|doing business as|trading as|also known as|formerly(?: known as)?|previously(?: known as)?)\b[\s.:]*/giu;

/** "Acme Inc dba Roadrunner Supplies" has two names; any other name has none besides itself. */
export function otherNames(name: string): string[] {
  const parts = name.split(saidBetween).map((part) => part.replace(/[\s)(,;-]+$/u, '').trim());
  return parts.length < 2 ? [] : parts.filter((part) => /[\p{L}\p{N}]/u.test(part));
}
