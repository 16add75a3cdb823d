import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyMac } from './classify-mac.ts';
import { classifySerial } from './classify-serial.ts';
import { junkMacPatterns, junkMacs, weakMacPrefixes } from './junk-macs.ts';
import { junkSerials } from './junk-serials.ts';
import { macKey, macText } from './mac.ts';
import { serialKey } from './serial.ts';

describe('A MAC address is 12 hexadecimal digits, whatever separates them', () => {
  test.each([
    '18:5E:0F:2A:3B:4C',
    '18-5e-0f-2a-3b-4c',
    '185e.0f2a.3b4c',
    '18 5E 0F 2A 3B 4C',
    '185E0F2A3B4C',
    ' 185e0f-2a3b4c ',
  ])('%s', (text) => {
    expect(macKey(text)).toBe('185E0F2A3B4C');
  });

  test.each([
    '',
    null,
    undefined,
    '18:5E:0F:2A:3B',
    '00:00:00:00:00:00:00:E0',
    '18:5E:0F:2A:3B:4G',
  ])('“%s” is none', (text) => {
    expect(macKey(text)).toBeUndefined();
    expect(classifyMac(text).trust).toBe('ignored');
  });

  test('it is shown with colons, and read back as the same', () => {
    expect(macText('185E0F2A3B4C')).toBe('18:5E:0F:2A:3B:4C');
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-F]{12}$/), (key) => {
        expect(macKey(macText(key))).toBe(key);
      }),
    );
  });
});

describe('A serial is compared without blanks, dashes and capitals', () => {
  test.each([
    ['PF-2X 8K9', 'pf2x8k9', true],
    ['  7XK2Q93 ', '7xk2q93', true],
    ['5CD\u00a01234\u200bABC\0', '5cd1234abc', true],
    ['5CD0', '5CDO', false],
    ['AB.12', 'AB12', false],
  ])('“%s” and “%s”: %s', (a, b, equal) => {
    expect(serialKey(a) === serialKey(b)).toBe(equal);
  });

  test('serials that compare as equal are worth the same', () => {
    const serials = fc.stringMatching(/^[01aN.\- /]{0,12}$/);
    fc.assert(
      fc.property(serials, (serial) => {
        const key = serialKey(serial);
        expect(classifySerial(key).trust).toBe(classifySerial(serial).trust);
      }),
    );
  });
});

describe('What is listed as junk', () => {
  test.each(junkSerials.map(({ value }) => value))('the serial “%s” is no evidence', (value) => {
    expect(classifySerial(value).trust).toBe('ignored');
    expect(classifySerial(` ${value.toUpperCase()} `).trust).toBe('ignored');
  });

  test.each(junkMacs.map(({ value }) => value))('the MAC address %s is no evidence', (value) => {
    expect(classifyMac(value).trust).toBe('ignored');
    expect(classifyMac(value.replaceAll(':', '-').toLowerCase()).trust).toBe('ignored');
  });

  test.each(junkMacPatterns.map(({ value }) => value))(
    'a MAC address like %s is no evidence',
    (value) => {
      expect(classifyMac(addressLike(value)).trust).toBe('ignored');
    },
  );

  test.each(weakMacPrefixes.map(({ value }) => value))(
    'a MAC address that begins with %s is weak',
    (value) => {
      expect(classifyMac(addressLike(value)).trust).toBe('weak');
    },
  );

  test.each([
    ['', 'empty'],
    [null, 'empty'],
    ['....', 'one character repeated'],
    ['7777-7777', 'one character repeated'],
    ['0101101', 'nothing but zeros and ones'],
    ['A-1', 'too short to identify a machine'],
    ['10.4.21', 'a version number'],
  ])('the serial “%s” is %s', (serial, because) => {
    expect(classifySerial(serial)).toMatchObject({ trust: 'ignored', because });
  });

  test('a group’s address is never an adapter’s', () => {
    expect(classifyMac('01:5E:0F:2A:3B:4C').trust).toBe('ignored');
    expect(classifyMac('03:5E:0F:2A:3B:4C').trust).toBe('ignored');
  });

  test('an address given by software is weak', () => {
    expect(classifyMac('DA:A1:19:2A:3B:4C').trust).toBe('weak');
  });
});

describe('What only looks like junk survives', () => {
  test.each(['7XK2Q93', 'PF2X8K91', 'SN-TEST', 'CZC1.2B77K', '5CG1234567', 'ABCD', '1000000001A'])(
    'the serial “%s”',
    (serial) => {
      expect(classifySerial(serial).trust).toBe('trusted');
    },
  );

  test.each(['18:5E:0F:2A:3B:4C', 'F0:D5:BF:2A:3B:4C', 'AC:ED:5C:2A:3B:4C', '00:50:57:2A:3B:4C'])(
    'the MAC address %s',
    (mac) => {
      expect(classifyMac(mac).trust).toBe('trusted');
    },
  );

  test.each([
    'VMware-56 4d 3c 11 a0 52 8e 1b-9a 7f 22 10 c3 55 6e 01',
    'vmware-564d3c11a0528e1b9a7f2210c3556e01',
    '8237-4410-9921-0034-1188-2276-45',
  ])('the virtual machine’s serial “%s”, which needs support', (serial) => {
    expect(classifySerial(serial).trust).toBe('virtual-machine');
  });
});

/** An address of that beginning or pattern which no other row takes. */
function addressLike(value: string): string {
  const digits = value.replaceAll(':', '').replaceAll('*', 'A');
  return digits + '37A9C5E1B286'.slice(digits.length);
}
