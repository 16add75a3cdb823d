import { addEndpoint, groupNamed } from '../gravityzone/endpoints.ts';
import type { Company, GravityZoneStore } from '../gravityzone/store.ts';
import type { Random } from '../random.ts';

/** Every third customer has machines, some of them in a group; the MSP's own company has one. */
export function addEndpoints(store: GravityZoneStore, root: Company, random: Random): void {
  addEndpoint(store, root.id, { name: 'NOC-01' });
  const customers = store.companies.all().filter(({ type }) => type === 1);
  for (const [index, { id }] of customers.entries()) {
    if (index % 3 !== 0) continue;
    const count = random.integer(2, 5);
    for (let number = 1; number < count; number += 1) {
      addEndpoint(store, id, {
        name: `${random.pick(['PC', 'LT'])}-${String(number).padStart(3, '0')}`,
        managedWithBest: random.chance(0.9),
      });
    }
    addEndpoint(store, id, {
      name: 'SRV-001',
      machineType: 2,
      operatingSystemVersion: 'Windows Server 2022 Standard',
      groupId: groupNamed(store, id, 'Servers').id,
    });
  }
}
