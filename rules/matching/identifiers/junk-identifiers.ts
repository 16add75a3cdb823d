/** What a listed identifier is; the words are in {@link junkTitles}. */
export type JunkClass = keyof typeof junkTitles;

/** `ignore`: no evidence at all. `weak`: supports other evidence, never decides. */
export type JunkAction = 'ignore' | 'weak';

export interface JunkIdentifier {
  value: string;
  class: JunkClass;
  action: JunkAction;
  /**
   * The public lists that have it: GLPI, FI (FusionInventory), OCS, AX (Axonius), CTEM (openctemio),
   * CODE (agents' own lists), OUI (the IEEE's registry), and single scripts.
   */
  sources: string;
  note: string;
}

/** What an operator reads of an identifier of each class. */
export const junkTitles = {
  placeholder: 'a placeholder',
  vpn: 'a VPN’s adapter',
  firewire: 'a FireWire adapter',
  wwan: 'a mobile-broadband card with one address for all',
  'wan-miniport': 'a dial-up adapter of Windows',
  'virtual-host': 'a virtual network’s adapter',
  loopback: 'a loopback adapter',
  'usb-dongle': 'a USB adapter or dock',
  tunnel: 'a tunnel',
  'vendor-duplicate': 'an address that its maker used more than once',
  tap: 'a VPN’s adapter',
  'router-vip': 'an address that routers share',
  'vm-guest': 'a virtual machine’s',
} as const;

type Row = readonly [value: string, sources: string, note?: string];

/** Rows of one class and action, as the tables write them. */
export function junk(
  junkClass: JunkClass,
  action: JunkAction,
  rows: readonly Row[],
): JunkIdentifier[] {
  return rows.map(([value, sources, note = '']) => ({
    value,
    class: junkClass,
    action,
    sources,
    note,
  }));
}
