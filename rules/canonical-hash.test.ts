import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalHash, canonicalJson } from './canonical-hash.ts';
import type { Json } from './canonical-hash.ts';

describe('Facts hashes', () => {
  test('equal facts give an equal hash, however they were put together', () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: 'x' }], e: undefined })).toBe(
      '{"a":[{"c":"x","d":null}],"b":1}',
    );
    expect(canonicalHash({ b: 1, a: 2 })).toBe(canonicalHash({ a: 2, b: 1 }));
    expect(canonicalHash({ a: 2 })).toMatch(/^[0-9a-f]{64}$/);
  });

  test('what can not be written as JSON is refused', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
  });

  test('the text reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });
});
