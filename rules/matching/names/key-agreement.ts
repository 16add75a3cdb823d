import type { NameKeys } from './keys.ts';
import type { NameProfile } from './profile.ts';

/** The strictest key that two names share. */
export type KeyAgreement = keyof NameKeys | 'other name';

const keysInOrder = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'] as const;

/** The strictest key that two names share, if they share any. */
export function keyAgreement(a: NameProfile, b: NameProfile): KeyAgreement | undefined {
  for (const key of keysInOrder) {
    if (a.keys[key] !== '' && a.keys[key] === b.keys[key]) return key;
  }
  if (a.otherKeys.length === 0 && b.otherKeys.length === 0) return undefined;
  const shared = widestKeys(a).some((key) => widestKeys(b).includes(key));
  return shared ? 'other name' : undefined;
}

/** Under which names are looked up that might be the same: strict keys, wide ones, other names. */
export function lookUpKeys(profile: NameProfile): string[] {
  return [...keysInOrder.map((key) => profile.keys[key]), ...profile.otherKeys].filter(
    (key) => key !== '',
  );
}

function widestKeys({ keys, otherKeys }: NameProfile): string[] {
  return [keys.k4, ...otherKeys].filter((key) => key !== '');
}
