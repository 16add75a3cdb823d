import { expect, test } from 'vitest';
import { callsBound } from './calls-bound.ts';

test('a steady run’s lower bound is pages of sites, of the company tree and of installation links, and one variables listing per associated site', () => {
  expect(callsBound({ sites: 60, companies: 40, associations: 43 })).toBe(1 + 1 + 1 + 43);
  expect(callsBound({ sites: 251, companies: 1_001, associations: 200 })).toBe(2 + 2 + 1 + 200);
});

test('an inventory without items still takes a page', () => {
  expect(callsBound({ sites: 0, companies: 0, associations: 0 })).toBe(3);
});
