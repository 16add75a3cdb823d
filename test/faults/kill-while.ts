import type { Interference } from './interference.ts';
import { markOf, operations, subjects, type Kill } from './kills.ts';
import { strikeOff, type Lane } from './lane.ts';

/** A kill that waits for its request. */
interface Armed {
  id: number;
  kill: Kill;
  interference: Interference | null;
}

/**
 * Kills the lane's worker on its writes while `work` goes on, and starts it again at once each
 * time. At most `most` kills are played; then the work goes on in peace.
 */
export async function killWhile(
  lane: Lane,
  work: Promise<void>,
  most: number,
  interferences: Interference[],
): Promise<void> {
  const done = work.then(() => 'done' as const);
  // It is looked at only between two lives of the worker.
  done.catch(() => {});
  for (let played = 0; ; played += 1) {
    const armed = played < most ? await arm(lane, interferences) : [];
    const died = lane.worker.ended.then(() => 'died' as const);
    if ((await Promise.race([done, died])) === 'done') break;
    const { fired, foreign } = await disarm(lane, armed);
    strikeOff(lane, fired);
    if (foreign) {
      interferences.splice(interferences.indexOf(foreign), 1);
      await foreign.act();
    }
    lane.worker = await lane.scene.startWorker();
  }
  await lane.scene.vendors.clearFaults();
}

/** On each kind of write the next kill that is left, and the interferences on their sites. */
async function arm(
  { kills, random, scene, worker: { pid } }: Lane,
  interferences: readonly Interference[],
): Promise<Armed[]> {
  const armed: Armed[] = [];
  for (const interference of interferences) {
    const { kill, site } = interference;
    const fault = { ...operations[kill.subject], kind: 'kill', pid, when: kill.when };
    const { id } = await scene.vendors.fault({ ...fault, match: markOf(site, kill.subject) });
    armed.push({ id, kill, interference });
  }
  for (const subject of subjects) {
    const kill = kills.find((one) => one.subject === subject);
    if (!kill) continue;
    const fault = { ...operations[subject], kind: 'kill', pid, when: kill.when };
    const { id } = await scene.vendors.fault({ ...fault, after: random.integer(0, 3) });
    armed.push({ id, kill, interference: null });
  }
  return armed;
}

/** Takes all kills back, so that none hits another process of that id; mishaps stay. */
async function disarm(
  { scene, worker }: Lane,
  armed: readonly Armed[],
): Promise<{ fired: Kill; foreign: Interference | null }> {
  const { vendors } = scene;
  const { faults } = await vendors.faults();
  await vendors.clearFaults();
  for (const { fault } of faults) if (fault.kind !== 'kill') await vendors.fault(fault);
  const fired = armed.filter(({ id }) => !faults.some((standing) => standing.id === id));
  const [first] = fired;
  if (!first) throw new Error(`the worker ended by itself:\n${worker.logged()}`);
  return {
    fired: first.kill,
    foreign: fired.find(({ interference }) => interference !== null)?.interference ?? null,
  };
}
