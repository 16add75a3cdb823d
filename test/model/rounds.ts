import type { Effects } from './act.ts';
import { compare, compareVendors } from './compare.ts';
import { effectsOf, intendDecisions, play } from './decisions.ts';
import { effectsIn } from './effects.ts';
import { count, setHandling, sync, type Lane } from './lane.ts';
import * as make from './make-change.ts';
import { armMishaps, someKill } from './mishaps.ts';
import { run, runToRest } from './model.ts';
import { playStories } from './play-stories.ts';
import { hiddenSites, resting } from './sites-in-state.ts';

/** What disagreed with the model, a sentence each. */
export type Disagreements = string[];

/** Nobody waits for a tenant to come to rest longer than so many runs. */
const mostRuns = 8;

/** Sites to begin with, two of which stay as they are for good. */
export async function beginLane(
  lane: Lane,
  { sites, others } = { sites: 6, others: 10 },
): Promise<Disagreements> {
  // A listing that shrinks by much proves nothing: others keep it long.
  for (let made = 0; made < others; made += 1) {
    await make.manageSite(lane, (await make.createSite(lane)).uid, false);
    lane.spare.push(await make.createCompany(lane, `Spare ${lane.number}-${made}`));
  }
  for (let made = 0; made < sites; made += 1) {
    const { uid } = await make.createSite(lane);
    if (made < 2) lane.anchors.add(uid);
  }
  await sync(lane);
  return compare(lane, runToRest(lane.world));
}

/**
 * Things happen at the vendors, runs and operators see to them through kills and lost answers; then
 * nothing goes wrong any more, and all is to be as the model says.
 */
export async function playRound(lane: Lane): Promise<Disagreements> {
  lane.happened.rounds += 1;
  const touched = await playStories(lane);
  const looked = lane.random.chance(0.6) ? await lookAndDecide(lane) : await runOnce(lane, touched);
  if (looked.disagreements.length > 0) return looked.disagreements;
  const expected = [...looked.effects, ...(await runThroughFaults(lane))];
  return comeToRest(lane, expected);
}

interface Looked {
  disagreements: Disagreements;
  effects: Effects;
}

/** With handling at Manual a run only raises its events; then operators decide on some of them. */
async function lookAndDecide(lane: Lane): Promise<Looked> {
  await setHandling(lane, 'manual');
  await sync(lane);
  const disagreements = await compare(lane, run(lane.world, 'manual'));
  if (disagreements.length > 0) return { disagreements, effects: [] };
  const intended = intendDecisions(lane, 0.6);
  const toCome = effectsOf(lane, intended);
  await armMishaps(lane, toCome, 0.25);
  if (toCome.length > 0 && lane.random.chance(0.15))
    await lane.kills.plan([someKill(lane, toCome)]);
  let left = lane.random.chance(0.1) ? intended.length : 0;
  const decided = () => {
    left -= 1;
    if (left === 0) lane.keeper.kill();
  };
  const played = await Promise.all(intended.map((one) => play(lane, one, decided)));
  return {
    disagreements: played.flatMap((one) => one.disagreements),
    effects: played.flatMap((one) => one.effects),
  };
}

/**
 * One run at Automatic, in peace: what needs a second look is not done by it. A company that was
 * out of sight for this one run only is back by the next.
 */
async function runOnce(lane: Lane, touched: ReadonlySet<string>): Promise<Looked> {
  const { random, world } = lane;
  const candidates = resting(world).filter(({ uid }) => !touched.has(uid));
  const briefly = random.chance(0.5) ? candidates[0] : undefined;
  const companyId = briefly?.association?.companyId;
  if (briefly && companyId !== undefined) {
    // Its name is nobody's then: nothing at GravityZone would keep a hasty run from another company.
    await make.renameSite(lane, briefly.uid);
    await make.hideCompany(lane, companyId, true);
  }
  await setHandling(lane, 'automatic');
  await sync(lane);
  const disagreements = await compareVendors(lane, run(world, 'automatic'));
  if (companyId !== undefined && hiddenSites(world).length > 0) {
    await make.hideCompany(lane, companyId, false);
    count(lane.happened.changes, 'company out of sight for one run');
  }
  return { disagreements, effects: [] };
}

async function runThroughFaults(lane: Lane): Promise<Effects> {
  const { random, world } = lane;
  await setHandling(lane, 'automatic');
  const toCome = runToRest(structuredClone(world));
  await armMishaps(lane, toCome, 0.4);
  if (random.chance(toCome.length > 0 ? 0.4 : 0.05) && lane.mayKill()) {
    await lane.kills.plan([someKill(lane, toCome)]);
  }
  await sync(lane);
  await lane.kills.stop();
  return runToRest(world);
}

/** Runs until one changes nothing and all is as the model says, or two change nothing any more. */
export async function comeToRest(lane: Lane, expected: Effects): Promise<Disagreements> {
  const seenBefore = lane.logSeen;
  for (let runs = 1, quiet = 0; ; runs += 1) {
    const { last } = await lane.vendors.log();
    await sync(lane);
    const { entries } = await lane.vendors.log(last);
    quiet = effectsIn(lane.world, entries).length === 0 ? quiet + 1 : 0;
    if (quiet === 0 && runs < mostRuns) continue;
    lane.logSeen = seenBefore;
    const disagreements = await compare(lane, expected);
    if (disagreements.length === 0 || quiet > 1 || runs >= mostRuns) return disagreements;
  }
}
