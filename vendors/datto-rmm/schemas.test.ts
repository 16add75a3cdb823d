import { describe, expect, it } from 'vitest';
import { parseDattoTime } from './fields.ts';
import { siteSchema, userSchema, variableSchema } from './schemas.ts';

describe('a moment', () => {
  it.each([
    [1_700_000_000_000, 1_700_000_000_000],
    [1_700_000_000, 1_700_000_000_000],
    [1_689_072_497.714, 1_689_072_497_714],
    ['2026-11-22T10:00:00Z', Date.parse('2026-11-22T10:00:00Z')],
    [-62135596800000, null],
    ['never', null],
    [null, null],
    [undefined, null],
  ])('written as %s is %s', (value, expected) => {
    expect(parseDattoTime(value)).toBe(expected);
  });
});

describe('an item', () => {
  it('survives fields that are missing, null or of another type', () => {
    expect(userSchema.parse({ email: null, disabled: 'no' })).toEqual({
      username: null,
      email: null,
      firstName: null,
      lastName: null,
      status: null,
      disabled: null,
      created: null,
      lastAccess: null,
    });
  });

  it('keeps nothing that is not used, least of all the password of a proxy', () => {
    const site = siteSchema.parse({ uid: 'a', name: 'A', proxySettings: { password: 'hunter2' } });
    expect(JSON.stringify(site)).not.toContain('hunter2');
  });

  it('is refused where its id can not be read exactly', () => {
    expect(variableSchema.safeParse({ id: 2 ** 60, name: 'A' }).success).toBe(false);
    expect(variableSchema.safeParse({ id: 7, name: 'A' }).success).toBe(true);
  });
});
