import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../../harness/install.ts';
import { isKept, type Verdict } from '../oracle.ts';
import { createScene } from '../scene.ts';
import type { Defect } from './defects.ts';
import { plant, type PlantedProgram } from './plant.ts';
import type { Scenario } from './scenarios.ts';

/** A defect may leave a run without an end; what it did is judged all the same. */
const longestMs = 70_000;
const mostRepeats = 3;

/** Plays a scenario with the source as it is. */
export function playWhole(services: Services, scenario: Scenario): Promise<Verdict> {
  return play(services, scenario, {}, undefined);
}

/**
 * Plays a defect's scenario with the defect planted in a copy of the source. Some defects show only
 * if two processes meet within seconds, which a busy machine may prevent: it is played again then.
 */
export async function playDefect(
  services: Services,
  { scenario, patches, sql }: Defect,
): Promise<Verdict> {
  const planted = await plant(patches);
  try {
    let verdict = await play(services, scenario, planted, sql);
    for (let again = 0; again < mostRepeats && isKept(verdict); again += 1) {
      verdict = await play(services, scenario, planted, sql);
    }
    return verdict;
  } finally {
    await planted.remove();
  }
}

async function play(
  services: Services,
  scenario: Scenario,
  { program, dataDir }: Partial<PlantedProgram>,
  sql: string | undefined,
): Promise<Verdict> {
  const scene = await createScene(services, { program, dataDir, timings: scenario.timings });
  const enough = new AbortController();
  try {
    if (sql !== undefined) await scene.install.owner.unsafe(sql);
    await Promise.race([
      scenario.play(scene),
      sleep(longestMs, undefined, { signal: enough.signal }).catch(() => {}),
    ]);
    return await scene.judge();
  } finally {
    enough.abort();
    await scene.close();
  }
}
