import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../../sandbox/random.ts';
import { plant } from '../../faults/defects/plant.ts';
import type { Services } from '../../harness/install.ts';
import { openHouse, type House } from '../house.ts';
import { openLane } from '../open-lane.ts';
import { beginLane, type Disagreements } from '../rounds.ts';
import type { Defect } from './defects.ts';
import type { Scenario } from './scenarios.ts';

/** A defect may leave work without an end: that is a disagreement as well. */
const longestMs = 90_000;

/** Plays scenarios side by side, with the source as it is. */
export async function playWhole(
  services: Services,
  scenarios: readonly Scenario[],
): Promise<Map<Scenario, Disagreements>> {
  const house = await openHouse(services);
  try {
    const played = scenarios.map(
      async (scenario, index) => [scenario, await playIn(house, scenario, index + 1)] as const,
    );
    return new Map(await Promise.all(played));
  } finally {
    await house.close();
  }
}

/** Plays a defect's scenario with the defect planted in a copy of the source. */
export async function playDefect(
  services: Services,
  { scenario, patches, sql }: Defect,
): Promise<Disagreements> {
  const planted = await plant(patches);
  try {
    const house = await openHouse(services, planted);
    try {
      if (sql !== undefined) await house.install.owner.unsafe(sql);
      return await playIn(house, scenario, 1);
    } finally {
      await house.close();
    }
  } finally {
    await planted.remove();
  }
}

async function playIn(house: House, scenario: Scenario, number: number): Promise<Disagreements> {
  const lane = await openLane(house, new Random(`defects ${number}`), number, scenario.options);
  const enough = new AbortController();
  try {
    const before = await beginLane(lane, { sites: 3, others: 5 });
    if (before.length > 0) return before;
    const tooLate = sleep(longestMs, ['it did not come to an end'], { signal: enough.signal });
    const played = scenario.play(lane);
    played.catch(() => {});
    return await Promise.race([played, tooLate]);
  } finally {
    enough.abort();
    await lane.close();
  }
}
