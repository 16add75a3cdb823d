import { junkTitles } from './junk-identifiers.ts';
import type { JunkIdentifier } from './junk-identifiers.ts';
import { junkMacPatterns, junkMacs, weakMacPrefixes } from './junk-macs.ts';
import { macKey } from './mac.ts';

export interface ClassifiedMac {
  /** What it is compared by: see {@link macKey}. Empty for what is no MAC address. */
  key: string;
  /** `trusted`: one adapter. `weak`: supports, never decides. `ignored`: no evidence. */
  trust: 'trusted' | 'weak' | 'ignored';
  /** Why it is not trusted, in words to go after "it is". */
  because: string | null;
}

/** The two lowest bits of the first octet (IEEE 802). */
const groupBit = 0x01;
const localBit = 0x02;

const ignored = new Map(junkMacs.map((row) => [macKey(row.value) ?? '', row]));
const ignoredPatterns = compiled(junkMacPatterns);
const weakPatterns = compiled(weakMacPrefixes);

/** What a MAC address is worth as evidence. */
export function classifyMac(text: string | null | undefined): ClassifiedMac {
  const key = macKey(text);
  if (key === undefined) return { key: '', trust: 'ignored', because: 'no MAC address' };
  const junk = ignored.get(key) ?? matching(ignoredPatterns, key);
  if (junk !== undefined) return { key, trust: 'ignored', because: junkTitles[junk.class] };
  const firstOctet = Number.parseInt(key.slice(0, 2), 16);
  if ((firstOctet & groupBit) !== 0) {
    return { key, trust: 'ignored', because: 'a group’s address, never an adapter’s' };
  }
  const weak = matching(weakPatterns, key);
  if (weak !== undefined) return { key, trust: 'weak', because: junkTitles[weak.class] };
  // Some teams and virtual machines have nothing else, so it is not ignored.
  if ((firstOctet & localBit) !== 0) {
    return { key, trust: 'weak', because: 'an address given by software' };
  }
  return { key, trust: 'trusted', because: null };
}

/** All rows in one pattern, with a group each: an account has ten thousands of addresses. */
interface CompiledRows {
  readonly rows: readonly JunkIdentifier[];
  readonly pattern: RegExp;
}

function compiled(rows: readonly JunkIdentifier[]): CompiledRows {
  const groups = rows.map(({ value }) => `(${value.replaceAll(':', '').replaceAll('*', '.')})`);
  return { rows, pattern: new RegExp(`^(?:${groups.join('|')})`) };
}

function matching({ rows, pattern }: CompiledRows, key: string): JunkIdentifier | undefined {
  const groups = pattern.exec(key)?.slice(1);
  return groups === undefined ? undefined : rows[groups.findIndex((group) => group !== undefined)];
}
