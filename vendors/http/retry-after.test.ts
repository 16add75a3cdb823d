import { expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

it.each([
  ['60', 60_000],
  ['60, 60', 60_000],
  ['0.5', 500],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['999999', 3_600_000],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After %s asks to wait %s ms', (header, expected) => {
  expect(parseRetryAfter(header, Date.parse('2026-11-22T10:00:00Z'))).toBe(expected);
});
