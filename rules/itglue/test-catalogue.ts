import { device } from '../matching/devices/test-account.ts';
import type { Catalogue, CatalogueEntry } from './catalogue.ts';
import type { DeviceToWrite } from './device-fields.ts';
import type { OwnedConfiguration } from './owned-field-changes.ts';

/** Builders for the tests of these rules. */

const entries = (from: number, ...names: string[]): CatalogueEntry[] =>
  names.map((name, n) => ({ id: String(from + n), name }));

export const catalogue: Catalogue = {
  types: entries(
    100,
    'Workstation',
    'Laptop',
    'Server',
    'Managed Server',
    'Network Printer',
    'Switch',
  ),
  statuses: entries(200, 'Inactive', 'Active'),
  manufacturers: entries(300, 'Dell', 'HP', 'Lenovo'),
  models: [
    { id: '400', name: 'OptiPlex 7010', manufacturerId: '300' },
    { id: '401', name: 'EliteDesk 800', manufacturerId: '301' },
    { id: '402', name: 'OptiPlex 7010', manufacturerId: '302' },
  ],
  operatingSystems: entries(
    500,
    'Windows 1',
    'Windows 11',
    'Windows (Other)',
    'Windows Server 2022',
  ),
};

/** A desktop of which everything is known. */
export const desktop = (over: Partial<DeviceToWrite> = {}): DeviceToWrite => ({
  ...device(1, {
    name: 'ACME-PC7',
    hostname: 'acme-pc7',
    serial: '7XK2Q93',
    manufacturer: 'Dell Inc.',
    model: 'OptiPlex 7010',
    interfaces: [
      { name: 'Ethernet', mac: '18-5e-0f-00-00-01', ip: '192.168.1.20', primary: true },
      { name: 'Wi-Fi', mac: '185E.0F00.0002', ip: null },
      { name: 'VPN', mac: '00:09:0F:FE:00:01', ip: '10.8.0.2' },
    ],
  }),
  category: 'Desktop',
  type: 'Desktop',
  operatingSystem: 'Microsoft Windows 11 Pro 10.0.26100',
  internalIp: '192.168.1.20',
  ...over,
});

/** A configuration of which nothing but its name and type is known. */
export const configuration = (over: Partial<OwnedConfiguration> = {}): OwnedConfiguration => ({
  id: 'c1',
  name: 'Acme PC 7',
  hostname: null,
  type: '101',
  serial: null,
  ip: null,
  mac: null,
  manufacturer: null,
  model: null,
  operatingSystem: null,
  archived: false,
  psaBound: false,
  interfaceMacs: [],
  ...over,
});
