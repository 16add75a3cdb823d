import type { StandingFault } from '../harness/control.ts';
import { markOf, operations, subjects } from './kills.ts';
import type { Lane } from './lane.ts';
import type { WantedSite } from './ledger.ts';

/** Lets answers be lost and effects come late on some of the sites, once each. */
export async function armMishaps(lane: Lane, sites: readonly WantedSite[]): Promise<void> {
  for (const site of sites) {
    if (!lane.random.chance(0.5)) continue;
    const subject = lane.random.pick(subjects);
    await lane.scene.vendors.fault({
      ...operations[subject],
      match: markOf(site, subject),
      ...mishap(lane),
    });
  }
}

function mishap({ random, scene }: Lane): Pick<StandingFault, 'kind'> & Record<string, unknown> {
  const { writeTimeoutMs, writeSettleMs } = scene.timings;
  return random.pick([
    { kind: 'applied-then-timeout' },
    // After the client has given up, and before the vendor is trusted to have settled.
    {
      kind: 'late-effect',
      delayMs: writeTimeoutMs + random.integer(100, Math.round(writeSettleMs * 0.9)),
    },
    { kind: 'late-visible', delayMs: random.integer(500, writeTimeoutMs + writeSettleMs) },
    { kind: 'timeout' },
    { kind: 'reset', when: 'after-effect' },
    { kind: 'status', status: 502, when: 'after-effect' },
  ]);
}
