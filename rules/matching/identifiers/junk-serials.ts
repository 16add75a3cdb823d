import { junk } from './junk-identifiers.ts';
import type { JunkIdentifier } from './junk-identifiers.ts';

/**
 * What firmware, resellers and people leave in the field of the serial, and what it never means: one
 * machine. Written in the form in which it is met; compared as serials are (see `serialKey`).
 */
export const junkSerials: readonly JunkIdentifier[] = junk('placeholder', 'ignore', [
  ['N/A', 'CODE+CTEM+FI+GLPI+OCS'],
  ['(null string)', 'FI+GLPI+OCS'],
  ['INVALID', 'CODE+CTEM+FI+GLPI+OCS'],
  ['SYS-1234567890', 'FI+GLPI+OCS'],
  ['SYS-9876543210', 'FI+GLPI+OCS'],
  ['SN-12345', 'FI+GLPI+OCS'],
  ['SN-1234567890', 'FI+GLPI+OCS'],
  ['0123456789', 'CODE+CTEM+FI+GLPI+OCS'],
  ['12345', 'FI+GLPI+OCS'],
  ['123456', 'FI+GLPI+OCS'],
  ['1234567', 'FI+GLPI+OCS'],
  ['12345678', 'FI+GLPI+OCS'],
  ['123456789', 'CODE+CTEM+FI+GLPI+OCS'],
  ['1234567890', 'FI+GLPI+OCS'],
  ['123456789000', 'FI+GLPI+OCS'],
  ['12345678901234567', 'FI+GLPI+OCS'],
  ['NNNNNNN', 'FI+GLPI+OCS'],
  ['xxxxxxxxxxx', 'FI+GLPI+OCS'],
  ['EVAL', 'FI+GLPI+OCS'],
  ['IATPASS', 'FI+GLPI+OCS'],
  ['none', 'CODE+CTEM+FI+GLPI+OCS'],
  ['To Be Filled By O.E.M.', 'CODE+CTEM+FI+GLPI+OCS'],
  ['Tulip Computers', 'FI+GLPI+OCS'],
  ['Serial Number xxxxxx', 'FI+GLPI+OCS'],
  ['SN-123456fvgv3i0b8o5n6n7k', 'FI+GLPI+OCS'],
  ['Unknow', 'FI+GLPI'],
  ['System Serial Number', 'CODE+CTEM+FI+GLPI'],
  ['MB-1234567890', 'FI+GLPI'],
  ['empty', 'FI+GLPI'],
  ['Not Specified', 'CODE+CTEM+FI+GLPI'],
  ['OEM_Serial', 'FI+GLPI'],
  ['SystemSerialNumb', 'FI+GLPI'],
  ['1111111111', 'FI+OCS'],
  ['1111111', 'FI+OCS'],
  ['1', 'FI+OCS'],
  ['0', 'CODE+FI'],
  ['0000000000', 'FI+OCS'],
  ['000000000', 'FI+OCS'],
  ['00000000', 'FI+OCS'],
  ['0000000', 'FI+OCS'],
  ['000000', 'OCS'],
  ['Default string', 'CODE+CTEM'],
  ['To be filled by OEM', 'CODE+CTEM'],
  ['To be filled by O.E.M', 'CODE'],
  ['Chassis Serial Number', 'CODE+CTEM'],
  ['OEM Chassis Serial Number', 'CODE'],
  ['Base Board Serial Number', 'CODE'],
  ['System Product Name', 'CODE'],
  ['O.E.M.', 'CODE'],
  ['OEM', 'CODE'],
  ['Not Applicable', 'CODE+CTEM'],
  ['Not Available', 'CODE'],
  ['Not Present', 'CODE'],
  ['NA', 'CODE+CTEM'],
  ['Unknown', 'CODE+CTEM'],
  ['Undefined', 'CODE'],
  ['null', 'CODE+CTEM'],
  ['Default', 'CODE+CTEM'],
  ['System manufacturer', 'CODE'],
  ['manufacturer', 'CODE'],
  ['ata', 'CODE'],
  ['S/N', 'CODE'],
  ['SN', 'CODE'],
  ['TBD', 'CODE'],
  ['NEED', 'CODE'],
  ['VERIFY', 'CODE'],
  ['NO ASSET TAG', 'CODE'],
  ['No Asset Information', 'CODE'],
  // Hardware UUIDs that boards are shipped with, where a tool wrote one as the serial.
  ['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', 'CODE+CTEM+FI+GLPI'],
  ['03000200-0400-0500-0006-000700080009', 'CODE+CTEM+FI+GLPI'],
  ['6AB5B300-538D-1014-9FB5-B0684D007B53', 'FI+GLPI'],
  ['01010101-0101-0101-0101-010101010101', 'FI+GLPI'],
  ['2', 'FI+GLPI'],
  ['00000000-0000-0000-0000-000000000000', 'CODE+CTEM'],
]);

/**
 * Serials that follow a rule. They are tested against the serial's key: small letters, without
 * spaces and dashes. GLPI's own rule for version numbers is not anchored and takes every serial that
 * has "1.2" in it: this one takes a version number and nothing else.
 */
export const junkSerialPatterns: readonly { pattern: RegExp; because: string }[] = [
  { pattern: /^(.)\1*$/u, because: 'one character repeated' },
  { pattern: /^[01]+$/, because: 'nothing but zeros and ones' },
  { pattern: /^\d+(?:\.\d+){1,3}$/, because: 'a version number' },
];

/** A serial with fewer letters and digits than this identifies nothing. */
export const shortestSerial = 4;
