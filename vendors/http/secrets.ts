const maxDetailsLength = 300;
const hidden = '[hidden]';

/** Shorter values would blank out ordinary text, and no credential is that short. */
const shortestSecret = 4;

/** So many characters in a row give a part of a secret away, where a vendor cut its echo short. */
const fragmentLength = 8;

/** Vendors' texts are sentences; what is longer is a dump. */
const longestText = 16 * 1024;

/**
 * Makes a function that takes a vendor's text and gives it back fit for an error: every secret and
 * every longer part of one hidden, in clear, JSON-escaped, URL-encoded, in hex and in base64 at its
 * three offsets; control characters as blanks; cut to 300 characters. Vendors echo what they got.
 */
export function createScrubber(secrets: readonly (string | undefined)[]) {
  const fragments = new Set(
    secrets.flatMap((secret) =>
      secret === undefined || secret.length < shortestSecret
        ? []
        : writtenForms(secret).flatMap(fragmentsOf),
    ),
  );
  const lengths = [...new Set([...fragments].map(({ length }) => length))];
  return (text: string): string => {
    const oneLine = hideFragments(text.slice(0, longestText), fragments, lengths)
      .replace(/(?:basic|bearer)\s+[\w+/=.~-]{8,}/gi, hidden)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim();
    return oneLine.length > maxDetailsLength
      ? `${oneLine.slice(0, maxDetailsLength - 1)}…`
      : oneLine;
  };
}
export type Scrubber = ReturnType<typeof createScrubber>;

function hideFragments(text: string, fragments: ReadonlySet<string>, lengths: number[]): string {
  const lower = text.toLowerCase();
  const isHidden = new Uint8Array(text.length);
  for (let start = 0; start < text.length; start += 1) {
    for (const length of lengths) {
      if (fragments.has(lower.slice(start, start + length)))
        isHidden.fill(1, start, start + length);
    }
  }
  let shown = '';
  for (let at = 0; at < text.length; at += 1) {
    if (isHidden[at] !== 1) shown += text[at];
    else if (isHidden[at - 1] !== 1) shown += hidden;
  }
  return shown;
}

/** Every run of eight characters, or the whole where it is shorter. */
function fragmentsOf(form: string): string[] {
  const lower = form.toLowerCase();
  if (lower.length <= fragmentLength) return lower.length < shortestSecret ? [] : [lower];
  const count = lower.length - fragmentLength + 1;
  return Array.from({ length: count }, (_, at) => lower.slice(at, at + fragmentLength));
}

function writtenForms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    bytes.toString('hex'),
    ...[0, 1, 2].flatMap((offset) => base64Core(bytes, offset)),
  ];
}

/** The characters of base64 that depend on the secret alone when `offset` bytes stand before it. */
function base64Core(bytes: Buffer, offset: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + bytes.length) * 8) / 6);
  const core = encoded.slice(start, end);
  return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
}
