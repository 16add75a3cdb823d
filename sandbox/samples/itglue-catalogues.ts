import type { CatalogueName, ItglueStore } from '../itglue/store.ts';
import { sampleNowMs } from './dates.ts';

const stamps = { createdAtMs: sampleNowMs - 800 * 86_400_000, updatedAtMs: sampleNowMs };

const names: Readonly<Record<CatalogueName, readonly string[]>> = {
  organization_types: ['Customer', 'Owner', 'Vendor'],
  organization_statuses: ['Active', 'Inactive'],
  configuration_types: [
    'Workstation',
    'Laptop',
    'Server',
    'Managed Server',
    'Local Printer',
    'Network Printer',
    'Switch',
    'Firewall',
    'UPS',
    'Virtual Host',
  ],
  configuration_statuses: ['Active', 'Inactive', 'Active (Not in RMM)'],
  manufacturers: ['Dell', 'HP', 'Lenovo', 'VMware', 'Brother', 'Cisco', 'Apple'],
  platforms: ['Windows', 'Mac OS', 'Linux', 'VMware'],
};

const systems: Readonly<Record<string, readonly string[]>> = {
  Windows: [
    'Windows 10',
    'Windows 11',
    'Windows Server 2019',
    'Windows Server 2022',
    'Windows (Other)',
  ],
  'Mac OS': ['Mac OS X 10.0 Cheetah', 'Mac OS (Other)'],
  Linux: ['Linux (Other)'],
  VMware: ['VMware ESXi 8.0'],
};

const models: Readonly<Record<string, readonly string[]>> = {
  Dell: ['OptiPlex 7010', 'Latitude 5540', 'PowerEdge R650'],
  HP: ['EliteDesk 800 G9', 'LaserJet Pro M404dn'],
  Lenovo: ['ThinkPad T14 Gen 4'],
};

/** The small lists of an account. One status is the PSA's, so the API may not change it. */
export function fillCatalogues(store: ItglueStore): void {
  for (const [table, entries] of Object.entries(names) as [CatalogueName, readonly string[]][]) {
    for (const name of entries) {
      const synced = table === 'configuration_statuses' && name.includes('Not in RMM');
      store.catalogues[table].put({ id: store.nextId(), name, synced, ...stamps });
    }
  }
  for (const [platform, own] of Object.entries(systems)) {
    const platformId = idOf(store, 'platforms', platform);
    for (const name of own) {
      store.operatingSystems.put({ id: store.nextId(), name, platformId, ...stamps });
    }
  }
  for (const [manufacturer, own] of Object.entries(models)) {
    const manufacturerId = idOf(store, 'manufacturers', manufacturer);
    for (const name of own) {
      store.models.put({ id: store.nextId(), name, manufacturerId, ...stamps });
    }
  }
}

/** The id of a catalogue's entry that the sample has. */
export function idOf(store: ItglueStore, table: CatalogueName, name: string): string {
  const found = store.catalogues[table].all().find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`the sample has no ${name} among its ${table}`);
  return found.id;
}
