import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../sandbox/random.ts';
import type { WorkerProcess } from '../harness/worker-process.ts';
import type { Kill, Moment, Subject } from './kills.ts';
import type { WantedSite } from './ledger.ts';
import type { Scene } from './scene.ts';

/** What happened in a lane, as far as rows and the vendors' log don't tell. */
export interface Happenings {
  kills: Record<Subject, Record<Moment, number>>;
  foreigners: Record<string, number>;
  /** Stopped workers whose work another took over, and that went on later. */
  takeovers: number;
  /** Kills of a worker that had the answer and could not record it, with a listing that lags. */
  unrecorded: number;
  mappings: number;
  runs: number;
  /** Writes that a person settled. */
  settledByPerson: number;
}

/** One install with one worker at a time, which is killed again and again. */
export interface Lane {
  number: number;
  scene: Scene;
  random: Random;
  worker: WorkerProcess;
  /** Kills still to be played. */
  kills: Kill[];
  happened: Happenings;
}

export function nothingYet(): Happenings {
  const none = () => ({ 'before-effect': 0, 'after-effect': 0, 'after-answer': 0 });
  return {
    kills: { company: none(), package: none(), variable: none() },
    foreigners: {},
    takeovers: 0,
    unrecorded: 0,
    mappings: 0,
    runs: 0,
    settledByPerson: 0,
  };
}

/** New managed sites, a fifth of which have their company already. */
export async function addSites(lane: Lane, count: number): Promise<WantedSite[]> {
  const { scene, random } = lane;
  const sites: WantedSite[] = [];
  for (let added = 0; added < count; added += 1) {
    const number = String(scene.ledger.sites.length + 1).padStart(3, '0');
    const trade = random.pick(['Bakery', 'Dental Practice', 'Joinery', 'Vets', 'Wholesale']);
    const name = `Branch ${lane.number}-${number} ${trade}`;
    sites.push(await scene.addSite(name, { existing: random.chance(0.2) }));
  }
  return sites;
}

/** Counts a kill, and takes it off those still to be played. */
export function strikeOff({ kills, happened }: Lane, { subject, when }: Kill): void {
  const at = kills.findIndex((kill) => kill.subject === subject && kill.when === when);
  if (at >= 0) kills.splice(at, 1);
  happened.kills[subject][when] += 1;
}

/** The longest that work may take though its worker dies again and again, in ms. */
export const longestWorkMs = 400_000;

/** A run, to its end. */
export function sync(lane: Lane, kind: 'sync' | 'plan' = 'sync'): Promise<void> {
  const work = countedRun(lane, kind);
  // It goes on beside other steps; where one of those fails, that is the failure to tell of.
  work.catch(() => {});
  return work;
}

async function countedRun({ scene, happened }: Lane, kind: 'sync' | 'plan'): Promise<void> {
  await scene.tenant.sync({ kind });
  happened.runs += 1;
}

/** @throws {Error} if the work does not end. */
export async function endOfWork(work: Promise<void>): Promise<void> {
  const ended = new AbortController();
  const tooLate = sleep(longestWorkMs, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`the work did not end in ${longestWorkMs} ms`);
  });
  tooLate.catch(() => {});
  await Promise.race([work, tooLate]).finally(() => {
    ended.abort();
  });
}
