import { randomBytes } from 'node:crypto';
import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyring } from './keyring.ts';
import { open, OpenError, seal } from './seal.ts';

const keyring = createKeyring([randomBytes(32)]);
const binding = {
  tenantId: 'tenant-1',
  field: 'gravityzone.apiKey',
  origin: 'https://cloud.gravityzone.bitdefender.com',
};

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    return error instanceof OpenError ? error.code : String(error);
  }
  return undefined;
}

describe('secrets are encrypted at rest', () => {
  test('what was sealed opens again for the same tenant, field and origin', () => {
    assert(
      property(string({ unit: 'binary' }), (secret) => {
        const sealed = seal(keyring, secret, binding);
        expect(open(keyring, sealed, binding)).toBe(Buffer.from(secret, 'utf8').toString('utf8'));
      }),
    );
  });

  test('the sealed form shows the secret in no encoding, and never looks the same twice', () => {
    const secret = 'canary-5fQ2-secret';
    const sealed = seal(keyring, secret, binding);
    const decoded = sealed
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect([sealed, ...decoded].join()).not.toContain(secret);
    expect(seal(keyring, secret, binding)).not.toBe(sealed);
  });

  test.each([
    ['another tenant', { ...binding, tenantId: 'tenant-2' }],
    ['another field', { ...binding, field: 'itglue.apiKey' }],
    ['another URL origin', { ...binding, origin: 'https://evil.example' }],
    ['parts shifted into each other', { ...binding, tenantId: 'tenant-1","gravityzone' }],
  ])('it does not open for %s', (_, other) => {
    const sealed = seal(keyring, 'secret', binding);
    expect(codeOf(() => open(keyring, sealed, other))).toBe('not-authentic');
  });

  test('any changed bit is noticed', () => {
    const sealed = seal(keyring, 'secret', binding);
    const parts = sealed.split('.');
    for (const index of [2, 3]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const tampered = parts.with(index, changed.toString('base64url')).join('.');
        expect(codeOf(() => open(keyring, tampered, binding))).toBe('not-authentic');
      }
    }
  });

  test('the value of one secret does not fit the data key of another', () => {
    const a = seal(keyring, 'one', binding).split('.');
    const b = seal(keyring, 'two', binding).split('.');
    const mixed = a.with(3, b[3] ?? '').join('.');
    expect(codeOf(() => open(keyring, mixed, binding))).toBe('not-authentic');
  });

  test.each(['', 's1', 's2.a.b.c', 's1.a.b', 's1.a.b.c.d', 'plain text'])(
    'a value that was never sealed is refused: %j',
    (value) => {
      expect(codeOf(() => open(keyring, value, binding))).toBe('malformed');
    },
  );

  test('a cut value is refused', () => {
    const sealed = seal(keyring, 'secret', binding);
    expect(codeOf(() => open(keyring, sealed.slice(0, -30), binding))).toBe('not-authentic');
  });
});

describe('several master keys', () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];

  test('the first one seals, and values of the older one still open', () => {
    const before = seal(createKeyring([older]), 'secret', binding);
    const ring = createKeyring([newer, older]);
    expect(open(ring, before, binding)).toBe('secret');
    const after = seal(ring, 'secret', binding);
    expect(open(createKeyring([newer]), after, binding)).toBe('secret');
  });

  test('a value whose master key is gone says which key is missing, and not its secret', () => {
    const before = seal(createKeyring([older]), 'secret-text', binding);
    expect(codeOf(() => open(createKeyring([newer]), before, binding))).toBe('unknown-key');
    expect(() => open(createKeyring([newer]), before, binding)).toThrow(
      /master key [0-9a-f]{12}, which is not among those of SITESYNC_MASTER_KEY/,
    );
  });
});
