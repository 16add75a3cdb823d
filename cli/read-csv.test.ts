import { expect, test } from 'vitest';
import { CliError } from './cli-error.ts';
import { readCsv } from './read-csv.ts';

test('a CSV file is read as spreadsheets write it', () => {
  const text = '\uFEFFSite,Do,Name\r\n"Acme, ""the"" Ltd",new,\r\n\r\nBolt,exclude,"two\nlines"';
  expect(readCsv(text)).toEqual([
    { site: 'Acme, "the" Ltd', do: 'new', name: '' },
    { site: 'Bolt', do: 'exclude', name: 'two\nlines' },
  ]);
});

test('semicolons separate where the first line has them', () => {
  expect(readCsv('site;do\nAcme, Ltd;new\n')).toEqual([{ site: 'Acme, Ltd', do: 'new' }]);
});

test('a file that ends inside a quoted cell is refused, and an empty one has no rows', () => {
  expect(() => readCsv('site\n"Acme')).toThrow(CliError);
  expect(readCsv('')).toEqual([]);
});
