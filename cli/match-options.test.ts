import { expect, test } from 'vitest';
import { matchVerbOf, type MatchOptions } from './match-options.ts';

test.each<[string[], MatchOptions, string]>([
  [['Acme'], { accept: true }, 'accept'],
  [['Acme', 'Bolt'], { ignore: true }, 'ignore'],
  [['Acme'], { to: '1', of: 'Bolt' }, 'to'],
  [['Acme'], { create: true, name: 'Acme Ltd', despite: true }, 'create'],
  [['Acme'], { reject: true, suggestion: '1' }, 'reject'],
  [[], { revert: true, all: true, search: 'a' }, 'revert'],
])('%j with %j is one decision', (items, options, verb) => {
  expect(matchVerbOf(items, options)).toBe(verb);
});

test.each<[string[], MatchOptions, RegExp]>([
  [['Acme'], {}, /one of --accept, --reject/],
  [['Acme'], { accept: true, ignore: true }, /one of --accept, --reject/],
  [[], { accept: true }, /Name an organization or a device/],
  [['Acme'], { accept: true, all: true }, /not both/],
  [[], { to: '1', all: true }, /takes no --all/],
  [['Acme'], { ignore: true, search: 'a' }, /--search goes with --all/],
  [['Acme'], { ignore: true, name: 'X' }, /--name goes with --create/],
  [['Acme'], { accept: true, despite: ['1'] }, /--despite goes with --create/],
  [['Acme'], { create: true, suggestion: '1' }, /--suggestion goes with/],
  [['Acme', 'Bolt'], { create: true, name: 'X' }, /one item at a time/],
  [[], { create: true, all: true, despite: true }, /one item at a time/],
])('%j with %j is refused with a sentence', (items, options, sentence) => {
  expect(() => matchVerbOf(items, options)).toThrow(sentence);
});
