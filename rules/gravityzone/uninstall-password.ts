/**
 * What is wrong with an uninstall password by GravityZone's rule: at least 6 characters, among them
 * a digit, a capital, a small letter and a special character (gravityzone.md, 5.1). Nothing if it is
 * fine. The sentence never holds the password.
 */
export function uninstallPasswordFault(password: string): string | undefined {
  const lacks: string[] = [];
  if (password.length < 6) lacks.push('at least 6 characters');
  if (!/\d/.test(password)) lacks.push('a digit');
  if (!/\p{Lu}/u.test(password)) lacks.push('a capital letter');
  if (!/\p{Ll}/u.test(password)) lacks.push('a small letter');
  if (!/[^\p{L}\p{N}\s]/u.test(password)) lacks.push('a special character');
  return lacks.length === 0 ? undefined : `The uninstall password needs ${lacks.join(', ')}.`;
}
