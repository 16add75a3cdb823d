import { entryNamed } from './catalogue.ts';
import type { CatalogueEntry } from './catalogue.ts';

/** What Datto RMM says of a device's kind. All of it is open (datto-rmm.md, 5.4). */
export interface DeviceKind {
  deviceClass: string;
  /** "Desktop", "Laptop", "Server", "ESXi Host", "Printer", "Network Device (Switch)". */
  category: string | null;
  type: string | null;
  operatingSystem: string | null;
}

/**
 * Names of configuration types by what the device is called in Datto RMM, the best first. The list of
 * an account's types is its own, so that names are looked for and none is taken for granted
 * (itglue.md, 3.2); each also with "Managed" before it, since what is in the RMM is managed.
 */
const namesByKind: readonly { kind: RegExp; names: readonly string[] }[] = [
  {
    kind: /esxi|hypervisor|virtual host/i,
    names: ['ESXi Host', 'Virtual Host', 'Hypervisor', 'VMware Host', 'Server'],
  },
  { kind: /server/i, names: ['Server'] },
  { kind: /laptop|notebook/i, names: ['Laptop', 'Notebook', 'Workstation', 'Computer'] },
  { kind: /desktop|workstation/i, names: ['Workstation', 'Desktop', 'Computer'] },
  { kind: /printer|copier/i, names: ['Printer', 'Network Printer', 'Local Printer'] },
  { kind: /firewall/i, names: ['Firewall', 'Network Firewall'] },
  {
    kind: /access point/i,
    names: ['Access Point', 'Wireless Access Point', 'Network WiFi Access'],
  },
  { kind: /switch/i, names: ['Switch', 'Network Switch'] },
  { kind: /router/i, names: ['Router', 'Network Router'] },
  { kind: /\bups\b|power/i, names: ['UPS', 'PDU'] },
  {
    kind: /\bnas\b|storage|continuity/i,
    names: ['NAS', 'Network Attached Storage', 'Storage', 'BDR'],
  },
  { kind: /phone/i, names: ['Phone', 'IP Phone', 'VoIP Phone'] },
  { kind: /network/i, names: ['Network Device', 'Network Appliance', 'Network Equipment'] },
];

/** Taken for whatever has no type of its own. */
const namesOfLast = ['Other', 'Unknown', 'Miscellaneous'];

export type ChosenType = { ok: true; type: CatalogueEntry } | { ok: false; sentence: string };

/** The type of a configuration to be created: IT Glue takes none without (itglue.md, 3.4). */
export function configurationTypeFor(
  device: DeviceKind,
  types: readonly CatalogueEntry[],
): ChosenType {
  const kind = kindText(device);
  const own = namesByKind.find((one) => one.kind.test(kind))?.names ?? [];
  for (const name of [...own, ...namesOfLast]) {
    const type = entryNamed(types, `Managed ${name}`) ?? entryNamed(types, name);
    if (type !== undefined) return { ok: true, type };
  }
  const wanted = [...own, 'Other'].map((name) => `“${name}”`).join(', ');
  return {
    ok: false,
    sentence: `IT Glue has no configuration type for a device of the kind “${kind}”. Add one of these there, with or without “Managed” before it: ${wanted}.`,
  };
}

/** "Network Device (Switch)" says more than "Network Device": the type goes before the category. */
function kindText({ deviceClass, category, type, operatingSystem }: DeviceKind): string {
  const told = [type, category].find((text) =>
    namesByKind.some(({ kind }) => kind.test(text ?? '')),
  );
  if (told != null) return told;
  switch (deviceClass) {
    case 'printer':
      return 'Printer';
    case 'esxihost':
      return 'ESXi Host';
    case 'rmmnetworkdevice':
      return 'Network Device';
    case 'device':
      return /server/i.test(operatingSystem ?? '') ? 'Server' : 'Desktop';
    default:
      return category ?? type ?? deviceClass;
  }
}
