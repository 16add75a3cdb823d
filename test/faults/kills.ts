import type { Random } from '../../sandbox/random.ts';
import type { WantedSite } from './ledger.ts';

/** The writes of an association, as the sandbox names them. */
export const operations = {
  company: { vendor: 'gravityzone', operation: 'companies.createCompany' },
  package: { vendor: 'gravityzone', operation: 'packages.createPackage' },
  variable: { vendor: 'dattoRmm', operation: 'PUT /v2/site/{siteUid}/variable' },
} as const;
export type Subject = keyof typeof operations;
export const subjects = Object.keys(operations) as Subject[];

export const moments = ['before-effect', 'after-effect', 'after-answer'] as const;
export type Moment = (typeof moments)[number];

/** A worker's death at one moment of one kind of write. */
export interface Kill {
  subject: Subject;
  when: Moment;
}

/** So many kills, spread evenly over every write and every moment, in a random order. */
export function planKills(count: number, random: Random): Kill[] {
  const all = subjects.flatMap((subject) => moments.map((when) => ({ subject, when })));
  return Array.from({ length: Math.ceil(count / all.length) }, () => random.shuffle(all))
    .flat()
    .slice(0, count);
}

/** What in a request tells for which site it is. */
export function markOf(site: WantedSite, subject: Subject): string {
  return subject === 'variable' ? site.uid : site.name;
}
