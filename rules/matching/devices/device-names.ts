import type { Configuration, SourceDevice } from './device-types.ts';

/** Words that name a kind of machine or its state of delivery, and no machine. */
const genericWords = new Set(
  `admin administrator android client computer debian default desktop device esxi esxihost firewall
  gateway guest host imac ipad iphone laptop linux localdomain localhost mac macbook macbookair
  macbookpro macmini modem nas new notebook pc printer proxy raspberrypi router scanner server srv switch
  sysprep temp test ubuntu unknown user userpc virtualmachine vm win windows winpc workstation ws`.split(
    /\s+/,
  ),
);
const numbers = /\d+/g;
const notLetters = /[^\p{L}]/gu;
const address = /^[\d.]+$|^[\da-f:]*:[\da-f:]*$/;
const localDomain = /\.(?:local|localdomain|lan|home)$/;

/** A name or hostname as it is compared: without regard to capitals and to blanks around it. */
export function deviceNameKey(name: string | null | undefined): string {
  return (name ?? '').normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/**
 * Whether a name says nothing of which machine it is: `localhost`, `server`, `pc1`, an address.
 * `DESKTOP-4F7K2QX` is not generic, since Windows drew it for one machine.
 */
export function isGenericName(key: string): boolean {
  if (key.length < 3 || address.test(key)) return true;
  const host = key.replace(localDomain, '');
  const letters = host.replaceAll(numbers, '').replaceAll(notLetters, '');
  const digits = host.match(numbers)?.join('') ?? '';
  return digits.length <= 3 && (letters === '' || genericWords.has(letters));
}

/** The keys that a device or configuration may be found by; generic names are none. */
export function tellingNames(
  one: Pick<SourceDevice | Configuration, 'name' | 'hostname'>,
): string[] {
  const keys = new Set([deviceNameKey(one.name), deviceNameKey(one.hostname)]);
  return [...keys].filter((key) => !isGenericName(key));
}

/** What a person calls the device. */
export function deviceLabel(device: Pick<SourceDevice, 'name' | 'hostname' | 'uid'>): string {
  return device.name?.trim() || device.hostname?.trim() || device.uid;
}
