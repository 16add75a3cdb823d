import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { siteUid } from '../identity.ts';
import { packageName } from './package-name.ts';

const uid = siteUid('0f0e7f54-3c1c-4a53-9a39-0d3f0f6f1a10');

describe('A package is named Sitesync, the first 8 characters of the site uid, and the site’s name cut to fit 64', () => {
  test('a short name is whole', () => {
    expect(packageName(uid, 'Contoso Ltd.')).toBe('Sitesync 0f0e7f54 Contoso Ltd.');
  });

  test('a long name is cut to 64 characters in all', () => {
    const name = packageName(uid, 'x'.repeat(100));
    expect(name).toBe(`Sitesync 0f0e7f54 ${'x'.repeat(46)}`);
    expect(name).toHaveLength(64);
  });

  test('no blank is left at the end of a cut', () => {
    expect(packageName(uid, `${'x'.repeat(45)} yyy`)).toBe(`Sitesync 0f0e7f54 ${'x'.repeat(45)}`);
  });

  test('what is written as one character is not cut in two', () => {
    const family = '👩‍👩‍👧';
    expect(packageName(uid, `${'x'.repeat(44)}${family}`)).toBe(
      `Sitesync 0f0e7f54 ${'x'.repeat(44)}`,
    );
    expect(packageName(uid, `${'x'.repeat(45)}e\u0301`)).toBe(
      `Sitesync 0f0e7f54 ${'x'.repeat(45)}`,
    );
  });

  test('what GravityZone refuses in names becomes a blank', () => {
    expect(packageName(uid, 'A<B>')).toBe('Sitesync 0f0e7f54 A B');
    expect(packageName(uid, '<>')).toBe('Sitesync 0f0e7f54');
  });

  test('it fits 64 however characters are counted, can be sent, and is the same every time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (siteName) => {
        const name = packageName(uid, siteName);
        expect(name.length).toBeLessThanOrEqual(64);
        expect(name.isWellFormed()).toBe(true);
        expect(name).toBe(name.trim());
        expect(name.startsWith('Sitesync 0f0e7f54')).toBe(true);
        expect(packageName(uid, siteName)).toBe(name);
      }),
    );
  });
});
