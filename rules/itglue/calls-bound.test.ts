import { expect, test } from 'vitest';
import { itglueCallsBound } from './calls-bound.ts';

test('for IT Glue a steady run’s lower bound is the device and interface pages of each site, one audit per device whose audit changed, and the organization and configuration pages', () => {
  const sizes = { devicesBySite: [3, 251], auditsChanged: 5, organizations: 40 };
  expect(itglueCallsBound({ ...sizes, configurations: 1_001 })).toBe(2 + 4 + 5 + 1 + 2);
});

test('a site without devices still takes a page of each', () => {
  const nothing = { auditsChanged: 0, organizations: 0, configurations: 0 };
  expect(itglueCallsBound({ ...nothing, devicesBySite: [0] })).toBe(2 + 1 + 1);
});
