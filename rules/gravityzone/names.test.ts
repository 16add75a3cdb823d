import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { companyNameFor, nameKey, prefixedName, sameName, usableCompanyName } from './names.ts';

const never = () => false;

describe('Names are equal after trimming, NFC and case-folding', () => {
  test.each([
    ['Abc', '  ABC ', true],
    ['Café Zoë', 'CAFE\u0301 ZOE\u0308', true],
    ['Straße 5', 'STRASSE 5', true],
    ['ΟΔΟΣ', 'οδος', true],
    ['Abc', 'A bc', false],
    ['Abc Inc', 'Abc Inc.', false],
    ['Müller', 'Muller', false],
    ['A  B', 'A B', false],
  ])('“%s” and “%s”: %s', (a, b, equal) => {
    expect(sameName(a, b)).toBe(equal);
  });

  test('a letter’s capital is equal to it, the dotless i apart, which is a letter of its own', () => {
    const different: string[] = [];
    for (let code = 1; code <= 0x1ffff; code += 1) {
      const character = String.fromCodePoint(code);
      const key = nameKey(character);
      if (nameKey(key) !== key || nameKey(character.toUpperCase()) !== key) {
        different.push(character);
      }
    }
    expect(different).toEqual(['ı']);
  });

  test('a key stays the same when it is made a key again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      }),
    );
  });
});

describe('Prefix settings', () => {
  test('a prefix is put before the name with one blank ("New" + "Abc" is "New Abc")', () => {
    expect(prefixedName('New', 'Abc')).toBe('New Abc');
    expect(prefixedName(' New ', ' Abc ')).toBe('New Abc');
  });

  const settings = (prefixForCreation: 'never' | 'always' | 'if-exists', prefix = 'New') => ({
    prefix,
    prefixForCreation,
  });

  test('use prefix for creation: never', () => {
    const all = () => true;
    expect(companyNameFor('Abc', settings('never'), all)).toEqual({ name: 'Abc', prefixed: false });
  });

  test('use prefix for creation: always', () => {
    const name = companyNameFor('Abc', settings('always'), never);
    expect(name).toEqual({ name: 'New Abc', prefixed: true });
  });

  test('use prefix for creation: only if the name already exists', () => {
    const taken = (key: string) => key === nameKey('ABC');
    expect(companyNameFor('Abc', settings('if-exists'), taken).name).toBe('New Abc');
    expect(companyNameFor('Xyz', settings('if-exists'), taken).name).toBe('Xyz');
  });

  test('without a prefix, names are used as they are', () => {
    expect(companyNameFor('Abc', settings('always', ' '), never).name).toBe('Abc');
  });
});

describe('A name that is over 64 characters with its prefix, or holds < or >, is never shortened or altered', () => {
  test('64 characters are usable, 65 are not', () => {
    expect(usableCompanyName('a'.repeat(64)).ok).toBe(true);
    expect(usableCompanyName('a'.repeat(65))).toMatchObject({ ok: false, code: 'too-long' });
    expect(usableCompanyName(`  ${'é'.repeat(64)}  `).ok).toBe(true);
  });

  test('a prefix counts', () => {
    const wanted = companyNameFor(
      'a'.repeat(61),
      { prefix: 'New', prefixForCreation: 'always' },
      never,
    );
    expect(usableCompanyName(wanted.name)).toMatchObject({ ok: false, code: 'too-long' });
  });

  test.each([
    ['A < B', 'angle-brackets'],
    ['A > B', 'angle-brackets'],
    ['   ', 'empty'],
    ['A\tB', 'control-characters'],
    ['A\ud800', 'control-characters'],
    ['* all', 'leading-asterisk'],
  ])('“%s” is refused as %s', (name, code) => {
    const verdict = usableCompanyName(name);
    expect(verdict).toMatchObject({ ok: false, code });
  });

  test('whatever comes out of the rules is the name itself, or the prefix and the name', () => {
    const names = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(names, names, fc.boolean(), (name, prefix, exists) => {
        for (const prefixForCreation of ['never', 'always', 'if-exists'] as const) {
          const wanted = companyNameFor(name, { prefix, prefixForCreation }, () => exists).name;
          expect([name.trim(), `${prefix.trim()} ${name.trim()}`]).toContain(wanted);
          const verdict = usableCompanyName(wanted);
          if (verdict.ok) expect(verdict.name).toBe(wanted.trim());
        }
      }),
    );
  });
});
