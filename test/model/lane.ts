import { eq } from 'drizzle-orm';
import { tenant as tenants } from '../../db/schema/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Random } from '../../sandbox/random.ts';
import type { control } from '../harness/control.ts';
import { automatic, type TestTenant } from '../harness/tenant.ts';
import type { House } from './house.ts';
import type { LaneKills } from './kills.ts';
import type { Operator } from './operators.ts';
import type { WorkerKeeper } from './worker-keeper.ts';
import type { Partner, World } from './world.ts';

/** One MSP with its vendors, and what the model makes of it. */
export interface Lane {
  number: number;
  random: Random;
  sandbox: Sandbox;
  vendors: ReturnType<typeof control>;
  install: House['install'];
  tenant: TestTenant;
  keeper: WorkerKeeper;
  /** The API's address, and by which tokens it knows the operators. */
  apiUrl: string;
  tokens: Record<Operator, string>;
  kills: LaneKills;
  /** Whether the worker may be killed once more by now: each time costs all lanes some 20 s. */
  mayKill: () => boolean;
  world: World;
  /** GravityZone's ids of the partners, and of a folder under the root. */
  partnerIds: Record<Partner, string>;
  folderId: string;
  /** Companies that no site's name leads to, for operators to associate. */
  spare: string[];
  /** Names that packages were given in Control Center, by company. */
  packageNames: Map<string, string>;
  /** Sites that nothing happens to: never are all associations about to change. */
  anchors: Set<string>;
  /** Up to here the vendors' log has been compared. */
  logSeen: number;
  named: number;
  happened: Happenings;
  close(): Promise<void>;
}

/** How often what was played. */
export interface Happenings {
  rounds: number;
  runs: number;
  changes: Record<string, number>;
  decisions: Record<string, number>;
  refused: number;
  contests: number;
}

type Handling = 'automatic' | 'manual';

/** At Automatic inventory synchronization, and never held. */
export function settingsOf({ prefix }: Pick<World, 'prefix'>, handling: Handling): object {
  const prefixed = { prefix, prefixForCreation: 'always', prefixForAssociation: true };
  return {
    ...automatic,
    holdChanges: { min: 100_000, percent: 100 },
    ...(prefix === null ? {} : prefixed),
    handling,
  };
}

/** Automatic or Manual handling of events, from the next run on. */
export async function setHandling({ tenant, world }: Lane, handling: Handling): Promise<void> {
  const settings = settingsOf(world, handling);
  await tenant.read((tx) => tx.update(tenants).set({ settings }).where(eq(tenants.id, tenant.id)));
}

/** A run, to its end. */
export async function sync({ tenant, happened, keeper }: Lane): Promise<void> {
  const run = tenant.sync();
  // Where the worker can't be kept, that is the failure to tell of.
  run.catch(() => {});
  await Promise.race([run, keeper.failed]);
  happened.runs += 1;
}

export function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

/** A name that nothing else has or will have. */
export function newName(lane: Lane): string {
  lane.named += 1;
  const number = String(lane.named).padStart(3, '0');
  const trade = lane.random.pick(['Bakery', 'Dental Practice', 'Joinery', 'Vets', 'Wholesale']);
  return `Branch ${lane.number}-${number} ${trade}`;
}
