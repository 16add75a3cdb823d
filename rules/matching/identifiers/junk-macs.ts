import { junk } from './junk-identifiers.ts';
import type { JunkIdentifier } from './junk-identifiers.ts';

/** Addresses that are the same on many machines: no evidence of anything. */
export const junkMacs: readonly JunkIdentifier[] = [
  ...junk('wan-miniport', 'ignore', [
    ['20:41:53:59:4E:FF', 'AX+CTEM+FI+GLPI+VBS', 'RAS Async adapter ("ASYN")'],
    ['33:50:6F:45:30:30', 'CTEM+FI+GLPI', 'WAN Miniport PPPoE ("3PoE00")'],
    ['50:50:54:50:30:30', 'AX+CTEM+FI+GLPI', 'WAN Miniport PPTP ("PPTP00")'],
    ['24:B6:20:52:41:53', 'FI+GLPI', 'RAS adapter (ends " RAS")'],
    ['00:53:45:00:00:00', 'JBL', 'RAS PPP ("SE")'],
    ['44:45:53:54:00:00', 'OCS', 'Windows dial-up adapter ("DEST")'],
    ['44:45:53:54:00:01', 'OCS', 'Windows dial-up adapter'],
    ['44:45:53:54:61:6F', 'OCS', 'Windows dial-up adapter'],
  ]),
  ...junk('vpn', 'ignore', [
    ['02:00:4E:43:50:49', 'FI+GLPI', 'NCP Secure Client virtual adapter'],
    ['00:0B:CA:FE:00:00', 'AX+FI+GLPI', 'Juniper/Pulse virtual adapter (listed as non-unique)'],
    ['00:0B:CA:FE:00:01', 'AX', 'Juniper/Pulse virtual adapter'],
    ['00:05:9A:3C:7A:00', 'AX+CTEM', 'Cisco AnyConnect virtual miniport'],
    ['02:00:00:00:00:0A', 'AX', 'non-unique, Juniper list'],
    ['02:00:00:00:00:0B', 'AX', 'non-unique, Juniper list'],
    ['02:50:41:00:00:01', 'AD+AX', 'Palo Alto GlobalProtect (PANGP) virtual adapter'],
    ['00:09:0F:FE:00:01', 'CTEM+NINJA', 'Fortinet FortiClient virtual adapter'],
    ['00:09:0F:AA:00:01', 'NINJA', 'Fortinet FortiClient virtual adapter'],
    ['02:05:85:7F:EB:80', 'VBS', 'Juniper Networks Virtual Adapter'],
    ['02:05:85:7F:EB:81', 'VBS', 'Juniper Networks Virtual Adapter'],
    ['41:56:45:00:00:30', 'VBS', 'virtual adapter ("AVE..0")'],
    ['46:35:00:00:00:31', 'VBS', 'F5 virtual adapter ("F5..1")'],
  ]),
  ...junk('firewire', 'ignore', [
    ['E2:E6:16:20:0A:35', 'FI+GLPI', 'IEEE 1394 net adapter'],
    ['D2:0A:2D:A0:04:BE', 'FI+GLPI', 'IEEE 1394 net adapter'],
    ['D2:6B:25:2F:2C:E7', 'FI+GLPI', 'IEEE 1394 net adapter'],
  ]),
  ...junk('wwan', 'ignore', [
    ['00:A0:C6:00:00:00', 'AX+FI+GLPI', 'Qualcomm Gobi 2000 WWAN, same on every unit'],
    ['02:80:37:EC:02:00', 'FI+GLPI', 'Dell Wireless 5530 HSPA mini-card, same on every unit'],
  ]),
  ...junk('virtual-host', 'ignore', [
    ['0A:00:27:00:00:00', 'FI+GLPI+VBS', 'VirtualBox host-only adapter, same on every host'],
    ['00:50:56:C0:00:01', 'FI+GLPI+JBL+VBS', 'VMware VMnet1 host adapter, same on every host'],
    ['00:50:56:C0:00:08', 'FI+GLPI+JBL+VBS', 'VMware VMnet8 host adapter, same on every host'],
    ['00:50:56:C0:00:02', 'FI+GLPI', 'VMware VMnet2'],
    ['00:50:56:C0:00:03', 'FI', 'VMware VMnet3'],
    ['00:50:56:C0:00:04', 'FI', 'VMware VMnet4'],
    ['FE:FF:FF:FF:FF:FF', 'FI+GLPI', 'Xen/bridge interface'],
    ['02:50:56:3F:00:00', 'AX', 'non-unique list'],
    ['00:15:5D:BA:6B:B6', 'AX', 'one Hyper-V MAC seen on many hosts'],
    ['56:84:7A:FE:97:99', 'AX', 'docker0 default of old Docker'],
  ]),
  ...junk('placeholder', 'ignore', [
    ['00:00:00:00:00:00', 'FI+GLPI+JBL+OCS', 'all zero'],
    ['EE:EE:EE:EE:EE:EE', 'AX', 'Calico/filler'],
    ['00:01:23:45:67:89', 'JBL', 'filler'],
    ['00:00:00:00:00:01', 'JBL', 'filler'],
    ['FF:FF:FF:FF:FF:FF', 'JBL+OCS', 'broadcast'],
    ['10:11:11:11:11:11', 'OCS', 'filler'],
    ['12:34:56:78:9A:BC', 'PM', 'filler'],
    ['01:23:45:67:89:AB', 'PM', 'filler'],
    ['AA:BB:CC:DD:EE:FF', 'PM', 'filler'],
    ['DE:AD:BE:EF:DE:AD', 'PM', 'filler'],
    ['11:22:33:44:55:66', 'PM', 'filler'],
    ['00:11:22:33:44:55', 'PM', 'filler'],
    ['88:88:88:88:88:88', 'PM', 'Realtek/MediaTek filler'],
  ]),
  ...junk('loopback', 'ignore', [
    ['02:00:4C:4F:4F:50', 'AD+AX+PM+RS+VBS', 'Npcap / Microsoft KM-TEST loopback ("LOOP")'],
  ]),
  ...junk('usb-dongle', 'ignore', [
    ['00:E0:4C:68:2D:3D', 'AX', 'one Realtek USB NIC address seen on many hosts'],
  ]),
  ...junk('tunnel', 'ignore', [
    ['02:00:54:55:4E:01', 'JBL', 'Microsoft Tun Miniport (tunmp.sys)'],
    ['00:00:00:00:00:E0', 'JBL', 'Teredo/ISATAP truncated address'],
  ]),
  ...junk('vendor-duplicate', 'ignore', [
    [
      '00:01:02:7D:9B:1C',
      'OCS',
      'vendor shipped the same address on many boards (OCS default list)',
    ],
    [
      '00:08:A1:46:06:35',
      'OCS',
      'vendor shipped the same address on many boards (OCS default list)',
    ],
    [
      '00:08:A1:66:E2:1A',
      'OCS',
      'vendor shipped the same address on many boards (OCS default list)',
    ],
    [
      '00:09:DD:10:37:68',
      'OCS',
      'vendor shipped the same address on many boards (OCS default list)',
    ],
    [
      '00:0F:EA:9A:E2:F0',
      'OCS',
      'vendor shipped the same address on many boards (OCS default list)',
    ],
    [
      '00:10:5A:72:71:F3',
      'OCS',
      'vendor shipped the same address on many boards (OCS default list)',
    ],
    [
      '00:11:11:85:08:8B',
      'OCS',
      'vendor shipped the same address on many boards (OCS default list)',
    ],
  ]),
];

/** Beginnings of such addresses; the last digit may be half an octet. `**` stands for any octet. */
export const junkMacPatterns: readonly JunkIdentifier[] = [
  ...junk('virtual-host', 'ignore', [
    [
      '00:50:56:C0:00',
      'AX+GLPI',
      'VMware Workstation/Player host adapters, identical on every host',
    ],
    ['0A:00:27:00:00', 'AX', 'VirtualBox host-only adapters'],
    ['02:42', 'RS', 'Docker bridge/containers (locally administered)'],
  ]),
  ...junk('vpn', 'ignore', [
    ['02:50:41:00', 'AX', 'Palo Alto GlobalProtect'],
    ['00:09:0F:**:00:01', 'AX', 'Fortinet virtual adapters'],
  ]),
  ...junk('tap', 'ignore', [['00:FF', 'CTEM', 'TAP-Windows style adapters (OpenVPN and others)']]),
  ...junk('router-vip', 'ignore', [
    ['00:00:5E:00:01', 'CTEM', 'VRRP IPv4'],
    ['00:00:5E:00:02', 'CTEM', 'VRRP IPv6'],
    ['00:00:0C:07:AC', 'CTEM', 'Cisco HSRP v1'],
    ['00:00:0C:9F:F', 'CTEM', 'Cisco HSRP v2 (nibble prefix)'],
    ['00:07:B4:00', 'CTEM', 'Cisco GLBP'],
  ]),
  ...junk('wan-miniport', 'ignore', [['**:**:20:52:41:53', 'AX', 'any "xx xx RAS" address']]),
];

/**
 * Makers of adapters that belong to a virtual machine or plug into any machine: they support other
 * evidence and never decide. Two beginnings that one public list has here, F0:D5:BF and AC:ED:5C, are
 * whole ranges of Intel's and left out: ordinary laptops have them.
 */
export const weakMacPrefixes: readonly JunkIdentifier[] = [
  ...junk('vm-guest', 'weak', [
    ['00:0C:29', 'OUI', 'VMware guest NIC: one VM, but copied VMs repeat it'],
    ['00:05:69', 'OUI', 'VMware'],
    ['00:1C:14', 'OUI', 'VMware'],
    [
      '00:50:56',
      'OUI',
      'VMware guest NIC (manual/vCenter range); except the C0:00 host range above',
    ],
    [
      '00:15:5D',
      'OUI',
      'Hyper-V guest NIC or vEthernet switch of the host: pools repeat between hosts',
    ],
    ['00:03:FF', 'OUI', 'Microsoft Virtual PC/Server'],
    ['08:00:27', 'OUI', 'VirtualBox guest'],
    ['00:16:3E', 'OUI', 'Xen'],
    ['00:1C:42', 'OUI', 'Parallels'],
    ['52:54:00', 'STD', 'QEMU/KVM (locally administered)'],
  ]),
  ...junk('usb-dongle', 'weak', [
    ['00:E0:4C:68', 'OUI', 'Realtek RTL8153 USB NICs (dongles, cheap docks)'],
    ['00:50:B6', 'OUI', 'Good Way: docks/dongles sold under other brands'],
    ['00:24:9B', 'OUI', 'Action Star: docks/dongles'],
    ['00:0E:C6', 'OUI', 'ASIX USB NICs'],
    ['F8:E4:3B', 'OUI', 'ASIX USB NICs'],
    ['00:13:3B', 'OUI', 'Speed Dragon USB NICs'],
    ['A0:CE:C8', 'OUI', 'CE LINK docks/dongles'],
    ['9C:EB:E8', 'OUI', 'BizLink docks/dongles'],
    ['0C:37:96', 'OUI', 'BizLink docks/dongles'],
  ]),
];
