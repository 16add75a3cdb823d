import { Random } from '../../sandbox/random.ts';
import type { Services } from '../harness/install.ts';
import { figuresOf, sumOf, type LaneFigures } from './figures.ts';
import { planKills, type Kill } from './kills.ts';
import { nothingYet, type Lane } from './lane.ts';
import { judge } from './oracle.ts';
import { readRecords } from './records.ts';
import { mappingRound, quietRound, runRound } from './rounds.ts';
import { createScene } from './scene.ts';
import { takeoverRound } from './takeover-round.ts';
import { unrecordedRound } from './unrecorded-round.ts';

export interface FaultWish {
  kills: number;
  seed: number;
  /** Installs that are worked on side by side, each with a worker to kill. */
  lanes: number;
  /** Told what was done so far, for a person who waits. */
  onProgress?: (sentence: string) => void;
}

/** Kills workers on their writes until all kills are played, and judges what is left. */
export async function playFaults(services: Services, wish: FaultWish): Promise<LaneFigures> {
  const random = new Random(`faults/${wish.seed}`);
  const kills = planKills(wish.kills, random);
  const shares = Array.from({ length: wish.lanes }, (_, lane) =>
    kills.filter((_kill, index) => index % wish.lanes === lane),
  );
  const lanes = await Promise.allSettled(
    shares.map((share, index) =>
      playLane(services, wish, share, index + 1, random.fork(`lane ${index}`)),
    ),
  );
  const failures = lanes.flatMap((lane) => (lane.status === 'rejected' ? [lane.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'not every lane came to its end');
  return sumOf(lanes.flatMap((lane) => (lane.status === 'fulfilled' ? [lane.value] : [])));
}

/** How far names must be unique is not known of GravityZone, so each lane has it another way. */
const nameScopes = ['instance', 'parent', 'tree'];

const rounds = [unrecordedRound, runRound, takeoverRound, mappingRound, runRound];

async function playLane(
  services: Services,
  { seed, onProgress }: FaultWish,
  kills: Kill[],
  number: number,
  random: Random,
): Promise<LaneFigures> {
  const scope = nameScopes[number % nameScopes.length] ?? 'instance';
  const scene = await createScene(services, {
    seed: seed + number,
    switches: { 'gravityzone.companyNameScope': scope },
  });
  try {
    const worker = await scene.startWorker();
    const lane: Lane = { number, scene, random, worker, kills, happened: nothingYet() };
    // Lanes begin at different rounds, so that a short script has some of each.
    for (let round = number - 1; lane.kills.length > 0; round += 1) {
      await rounds[round % rounds.length]?.(lane);
      onProgress?.(`lane ${number}: ${lane.kills.length} kills to go`);
    }
    for (let round = 0; round < 3; round += 1) await quietRound(lane);
    const [state, { entries: log }, records] = await Promise.all([
      scene.vendors.state(),
      scene.vendors.log(),
      readRecords(scene.install.owner),
    ]);
    const { ledger } = scene;
    const verdict = judge({ ledger, state, log, records });
    return figuresOf(lane.happened, verdict, ledger.sites, log, records);
  } catch (error) {
    onProgress?.(`lane ${number} failed: ${error instanceof Error ? error.stack : 'unknown'}`);
    throw error;
  } finally {
    await scene.close();
  }
}
