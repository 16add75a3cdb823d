import type { ItglueStore } from '../itglue/store.ts';
import { sampleNowMs } from './dates.ts';

const dayMs = 86_400_000;
const people = [
  ['Amara', 'Okafor', 'Administrator'],
  ['Ben', 'Tate', 'Manager'],
  ['Chloé', 'Dubois', 'Editor'],
  ['Dev', 'Raman', 'Lite'],
] as const;

export function addUsers(store: ItglueStore): void {
  for (const [index, [firstName, lastName, roleName]] of people.entries()) {
    const isNew = index === people.length - 1;
    store.users.put({
      id: store.nextId(),
      firstName,
      lastName,
      roleName,
      email: `${lastName.toLowerCase()}@${store.subdomain}.example`,
      avatar: '',
      lastSignInAtMs: isNew ? null : sampleNowMs - index * dayMs,
      reputation: 100 * index,
      createdAtMs: sampleNowMs - 600 * dayMs,
      updatedAtMs: sampleNowMs - 3 * dayMs,
    });
  }
}
