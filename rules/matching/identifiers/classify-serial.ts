import { junkTitles } from './junk-identifiers.ts';
import { junkSerialPatterns, junkSerials, shortestSerial } from './junk-serials.ts';
import { serialKey } from './serial.ts';

export interface ClassifiedSerial {
  /** What it is compared by: see {@link serialKey}. */
  key: string;
  /**
   * `trusted`: one machine. `virtual-machine`: one machine and its copies, so that it needs the MAC or
   * the name as well (spec 4.3). `ignored`: no evidence.
   */
  trust: 'trusted' | 'virtual-machine' | 'ignored';
  /** Why it is not trusted, in words to go after "it is". */
  because: string | null;
}

const placeholders = new Set(junkSerials.map(({ value }) => serialKey(value)));
/** Of the key: `VMware-56 4d …` (the BIOS UUID) and Hyper-V's `nnnn-nnnn-nnnn-nnnn-nnnn-nnnn-nn`. */
const ofVirtualMachine = /^(?:vmware[0-9a-f]{32}|\d{26}|parallels[0-9a-f]{32})$/;
const notCounted = /[^\p{L}\p{N}]/gu;

/** What a serial is worth as evidence. Serials that compare as equal are worth the same. */
export function classifySerial(text: string | null | undefined): ClassifiedSerial {
  const key = serialKey(text);
  const because = whyIgnored(key);
  if (because !== null) return { key, trust: 'ignored', because };
  if (ofVirtualMachine.test(key)) {
    return { key, trust: 'virtual-machine', because: junkTitles['vm-guest'] };
  }
  return { key, trust: 'trusted', because: null };
}

function whyIgnored(key: string): string | null {
  if (key === '') return 'empty';
  if (placeholders.has(key)) return junkTitles.placeholder;
  const pattern = junkSerialPatterns.find((one) => one.pattern.test(key));
  if (pattern !== undefined) return pattern.because;
  return key.replace(notCounted, '').length < shortestSerial
    ? 'too short to identify a machine'
    : null;
}
