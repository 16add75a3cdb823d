import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { classifyMac } from './classify-mac.ts';
import { classifySerial } from './classify-serial.ts';
import { macKey } from './mac.ts';

/** The public lists, merged; it lies beside the repository and is not a part of it. */
const file = path.join(import.meta.dirname, '../../../../shared/data/junk-identifiers.tsv');

interface ListRow {
  kind: string;
  match: string;
  value: string;
  action: string;
}

describe.skipIf(!existsSync(file))(
  'Row by row of the merged public lists (skipped where ../shared/data is absent)',
  () => {
    const rows = existsSync(file) ? readRows() : [];

    test('the list is all there', () => {
      expect(rows.length).toBeGreaterThan(170);
    });

    test.each(rows.filter(({ action }) => action === 'ignore'))(
      '$kind $match $value: no evidence',
      (row) => {
        for (const example of examplesOf(row)) expect(trustOf(row.kind, example)).toBe('ignored');
      },
    );

    test.each(rows.filter(({ action }) => action === 'weak'))(
      '$kind $match $value: weak',
      (row) => {
        for (const example of examplesOf(row)) expect(trustOf(row.kind, example)).toBe('weak');
      },
    );

    test.each(rows.filter(({ action }) => action === 'keep'))(
      '$kind $match $value: survives',
      (row) => {
        for (const example of examplesOf(row)) {
          expect(trustOf(row.kind, example)).not.toBe('ignored');
          expect(trustOf(row.kind, example)).not.toBe('weak');
        }
      },
    );
  },
);

function trustOf(kind: string, text: string): string {
  return kind === 'mac' ? classifyMac(text).trust : classifySerial(text).trust;
}

/** Texts that a row is about. Of a rule in words, examples stand here. */
function examplesOf({ match, value }: ListRow): string[] {
  switch (match) {
    case 'exact':
    case 'exact-ci':
      return [value, value.toLowerCase(), value.toUpperCase(), ` ${value} `];
    case 'prefix':
    case 'pattern':
      return [filled(value), filled(value).toLowerCase()];
    case 'regex':
    case 'rule':
      return examplesOfRule(value);
    default:
      throw new Error(`The list has a kind of row that this test does not know: “${match}”.`);
  }
}

function filled(value: string): string {
  const digits = value.replaceAll(':', '').replaceAll('*', 'A');
  return digits + '37A9C5E1B286'.slice(digits.length);
}

function examplesOfRule(value: string): string[] {
  const known: Record<string, string[]> = {
    '^(.)\\1*$': ['0000', 'xxxxx', '....', '1-1-1-1'],
    '^[01]+$': ['0101', '1100110'],
    'length after trimming separators < 4': ['A1B', 'a-1', '9 . 2'],
    '\\d\\.\\d(\\.\\d)?': ['CZ1.2B77K', 'MXL1.2.3'],
    '^VMware-([0-9a-f]{2}[ -]?){16}$': ['VMware-56 4d 3c 11 a0 52 8e 1b-9a 7f 22 10 c3 55 6e 01'],
    '^\\d{4}-\\d{4}-\\d{4}-\\d{4}-\\d{4}-\\d{4}-\\d{2}$': ['8237-4410-9921-0034-1188-2276-45'],
    'bit 0x01 of the first octet set': ['19:5E:0F:2A:3B:4C', '015E0F2A3B4C'],
    'bit 0x02 of the first octet set': ['1A:5E:0F:2A:3B:4C', 'DE5E0F2A3B4C'],
    'not 12 hex digits after removing separators': ['00-00-00-00-00-00-00-E0', '12:34', 'x'],
    // What the inventory itself says: see the tests of device matching.
    'model = "Virtual Machine" and the serial occurs on >1 source device': [],
    'same MAC on >1 source device or >1 destination configuration': [],
  };
  const examples = known[value];
  if (examples === undefined) throw new Error(`This test has no example of the rule “${value}”.`);
  return examples;
}

function readRows(): ListRow[] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [kind = '', match = '', value = '', , action = ''] = line.split('\t').map(unquoted);
    return { kind, match, value, action };
  });
}

function unquoted(cell: string): string {
  return /^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

test('a beginning is filled up to an address', () => {
  expect(macKey(filled('00:00:0C:9F:F'))).toHaveLength(12);
});
