/** A secret in every form in which it could have been written down. */
export interface Needle {
  /** Whose secret it is, for the test's output, which never shows the secret itself. */
  name: string;
  form: string;
  text: string;
}

/** Clear, base64 at its three offsets (both alphabets), hex and URL-encoded. */
export function needlesOf(name: string, secret: string): Needle[] {
  const bytes = Buffer.from(secret, 'utf8');
  const hex = bytes.toString('hex');
  const forms: [string, string][] = [
    ['clear', secret],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['URL-encoded', encodeURIComponent(secret)],
    ['form-encoded', new URLSearchParams({ x: secret }).toString().slice(2)],
    ...[0, 1, 2].flatMap((offset): [string, string][] => {
      const inner = base64At(bytes, offset);
      const urlSafe = inner.replaceAll('+', '-').replaceAll('/', '_');
      return [
        [`base64 at offset ${offset}`, inner],
        [`base64url at offset ${offset}`, urlSafe],
      ];
    }),
  ];
  const seen = new Set<string>();
  return forms
    .filter(([, text]) => !seen.has(text) && seen.add(text))
    .map(([form, text]) => ({ name, form, text }));
}

/** What base64 makes of the bytes after `offset` others, less the characters shared with neighbours. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return text.slice(first, last);
}

/** Which needles are in the haystack: names and forms, never the text. */
export function found(needles: readonly Needle[], haystack: string): string[] {
  return needles
    .filter(({ text }) => haystack.includes(text))
    .map(({ name, form }) => `${name} in ${form}`);
}
