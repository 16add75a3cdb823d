const twelveHexDigits = /^[0-9A-F]{12}$/;
const separators = /[^0-9A-Za-z]/g;

/**
 * A MAC address as 12 capital hexadecimal digits, whatever separates them: colons, dashes, dots,
 * blanks or nothing. Nothing for any other text, 16 digits of a tunnel among them. IT Glue compares
 * them without separators too, and neither vendor says which it writes (itglue.md, 5.1; datto-rmm.md, 5.6).
 */
export function macKey(text: string | null | undefined): string | undefined {
  const digits = text?.replace(separators, '').toUpperCase();
  return digits !== undefined && twelveHexDigits.test(digits) ? digits : undefined;
}

/** A key as it is shown and written: `18:5E:0F:00:00:01`. IT Glue takes up to 17 characters (itglue.md, 3.4). */
export function macText(key: string): string {
  return key.match(/../g)?.join(':') ?? key;
}
