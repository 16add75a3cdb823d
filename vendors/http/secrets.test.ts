import { describe, expect, it } from 'vitest';
import { createScrubber } from './secrets.ts';

const secret = 'k/3+y "x" 5ü_secret';
const bytes = Buffer.from(secret);

describe("a vendor's text", () => {
  const scrub = createScrubber([secret, undefined, '']);

  it.each([
    ['in clear', secret],
    ['JSON-escaped', JSON.stringify(secret)],
    ['URL-encoded', encodeURIComponent(secret)],
    ['as a form field', new URLSearchParams({ a: secret }).toString()],
    ['in hex', bytes.toString('hex').toUpperCase()],
    ['in base64', Buffer.from(`${secret}:`).toString('base64')],
    ['in base64 one byte later', Buffer.from(`a${secret}b`).toString('base64')],
    ['in base64 two bytes later', Buffer.from(`ab${secret}`).toString('base64url')],
  ])('shows no secret %s', (_how, text) => {
    const shown = scrub(`before ${text} after`);
    expect(shown).toContain('[hidden]');
    expect(shown).not.toMatch(/secret/);
    expect(shown).toMatch(/^before .* after$/);
  });

  it('shows no part of a secret where the vendor cut its echo short', () => {
    expect(scrub(`value: ${secret.slice(0, 12)}`)).toBe('value: [hidden]');
  });

  it('is otherwise left as it is', () => {
    expect(scrub('The company "Größe & Söhne" does not exist.')).toBe(
      'The company "Größe & Söhne" does not exist.',
    );
  });

  it('shows no authorization header, whosever it is', () => {
    expect(scrub('sent Basic YWJjZGVmZ2hpams6 to')).toBe('sent [hidden] to');
  });

  it('is cut to 300 characters on one line, after it was scrubbed', () => {
    const shown = scrub(`a\n\tb${'x'.repeat(290)}${secret}`);
    expect(shown.length).toBeLessThanOrEqual(300);
    expect(shown.startsWith('a bxxx')).toBe(true);
    expect(shown).not.toContain(secret.slice(0, 4));
  });
});
