import type { Effects } from './act.ts';
import { requestOf } from './effects.ts';
import { timings } from './house.ts';
import { moments, type Kill } from './kills.ts';
import type { Lane } from './lane.ts';

const { writeTimeoutMs, writeSettleMs } = timings;

/** Lets answers be lost and effects come late on some of the writes to come, once each. */
export async function armMishaps(lane: Lane, effects: Effects, share: number): Promise<void> {
  for (const effect of effects) {
    if (!lane.random.chance(share)) continue;
    await lane.vendors.fault({ ...requestOf(lane.world, effect), ...mishap(lane) });
  }
}

function mishap({ random }: Lane): { kind: string } & Record<string, unknown> {
  return random.pick([
    { kind: 'applied-then-timeout' },
    { kind: 'timeout' },
    // After the client has given up, and before the vendor is trusted to have settled.
    {
      kind: 'late-effect',
      delayMs: writeTimeoutMs + random.integer(100, Math.round(writeSettleMs * 0.9)),
    },
    { kind: 'late-visible', delayMs: random.integer(500, writeTimeoutMs + writeSettleMs) },
    { kind: 'reset', when: 'before-effect' },
    { kind: 'reset', when: 'after-effect' },
    { kind: 'status', status: 500, when: 'before-effect' },
    { kind: 'status', status: 502, when: 'after-effect' },
  ]);
}

/** Reads on the way to a write, and those that a run begins with. */
const reads = [
  { vendor: 'gravityzone', operation: 'network.getNetworkInventoryItems' },
  { vendor: 'gravityzone', operation: 'companies.getCompanyDetails' },
  { vendor: 'gravityzone', operation: 'companies.findCompaniesByName' },
  { vendor: 'dattoRmm', operation: 'GET /v2/account/sites' },
  { vendor: 'dattoRmm', operation: 'GET /v2/site/{siteUid}' },
];

/** The worker's death on one of the writes to come; on a read if there is none, and now and then. */
export function someKill({ random, world }: Lane, effects: Effects): Kill {
  const when = random.pick(moments);
  if (effects.length === 0 || random.chance(0.2)) return { ...random.pick(reads), when };
  return { ...requestOf(world, random.pick(effects)), when };
}
