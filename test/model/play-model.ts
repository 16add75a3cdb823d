import { Random } from '../../sandbox/random.ts';
import type { Services } from '../harness/install.ts';
import { figuresOf, sumOf, type LaneFigures, type ModelFigures } from './figures.ts';
import { openHouse, type House } from './house.ts';
import { openLane, type LaneOptions } from './open-lane.ts';
import { beginLane, playRound } from './rounds.ts';

export interface ModelWish {
  rounds: number;
  /** How often the worker is killed at most, spread over the rounds. */
  kills: number;
  seed: number;
  /** MSPs that are worked on side by side in one install, by one worker. */
  lanes: number;
  /** Told what was done so far, for a person who waits. */
  onProgress?: (sentence: string) => void;
}

/** Lanes differ in how new companies are named and in how GravityZone answers for hidden ones. */
const manners: readonly LaneOptions[] = [
  {},
  { prefix: 'New', hiddenLooksGone: true },
  { hiddenLooksGone: true },
  { prefix: 'New' },
];

/** Plays rounds on every lane until all are played, or one disagrees with the model. */
export async function playModel(services: Services, wish: ModelWish): Promise<ModelFigures> {
  const random = new Random(`model/${wish.seed}`);
  const house = await openHouse(services);
  try {
    const shares = Array.from({ length: wish.lanes }, (_, lane) =>
      Math.floor((wish.rounds + lane) / wish.lanes),
    );
    const lanes = await Promise.allSettled(
      shares.map((rounds, index) =>
        playLane(house, random.fork(`lane ${index}`), index + 1, rounds, wish),
      ),
    );
    const failures = lanes.flatMap((lane) => (lane.status === 'rejected' ? [lane.reason] : []));
    if (failures.length > 0) throw new AggregateError(failures, 'not every lane came to its end');
    const figures = lanes.flatMap((lane) => (lane.status === 'fulfilled' ? [lane.value] : []));
    return sumOf(figures, house.keeper.kills);
  } finally {
    await house.close();
  }
}

async function playLane(
  house: House,
  random: Random,
  number: number,
  rounds: number,
  { kills, onProgress }: ModelWish,
): Promise<LaneFigures> {
  const manner = manners[(number - 1) % manners.length] ?? {};
  const lane = await openLane(house, random, number, manner);
  lane.mayKill = () => house.keeper.kills < Math.ceil((kills * lane.happened.rounds) / rounds);
  try {
    let disagreements = await beginLane(lane);
    for (let round = 0; round < rounds && disagreements.length === 0; round += 1) {
      disagreements = await playRound(lane);
      onProgress?.(`lane ${number}: round ${round + 1} of ${rounds}`);
    }
    const told = disagreements.map((sentence) => `lane ${number}: ${sentence}`);
    for (const sentence of told) onProgress?.(sentence);
    return await figuresOf(lane, told);
  } catch (error) {
    onProgress?.(`lane ${number} failed: ${error instanceof Error ? error.stack : 'unknown'}`);
    throw error;
  } finally {
    await lane.close();
  }
}
