import type { Choice } from '../decide.ts';
import { compareVendors } from '../compare.ts';
import { play, type Intended } from '../decisions.ts';
import { requestOf } from '../effects.ts';
import { setHandling, sync, type Lane } from '../lane.ts';
import type { LaneOptions } from '../open-lane.ts';
import * as make from '../make-change.ts';
import { openEvents, run, runToRest } from '../model.ts';
import { comeToRest, type Disagreements } from '../rounds.ts';
import { companyIdOf } from '../sites-in-state.ts';
import { nameOfNew, type Site } from '../world.ts';

/** The smallest course of things in which a guard of events is what keeps to the model. */
export interface Scenario {
  options: LaneOptions;
  /** Played on a lane at rest. */
  play(lane: Lane): Promise<Disagreements>;
}

/** A company is moved, an operator lets it go, and runs come by. */
export const ignored: Scenario = {
  options: {},
  async play(lane) {
    await make.moveCompany(lane, companyIdOf(someSite(lane)), 'nested');
    await look(lane);
    return [...(await decide(lane, 'alone', { do: 'ignore' })), ...(await rest(lane))];
  },
};

/** A company looks gone in one run, and is there again in the next. */
export const goneForOneRun: Scenario = {
  options: { hiddenLooksGone: true },
  async play(lane) {
    const site = someSite(lane);
    await make.renameSite(lane, site.uid);
    await make.hideCompany(lane, companyIdOf(site), true);
    await sync(lane);
    const first = await compareVendors(lane, run(lane.world, 'automatic'));
    await make.hideCompany(lane, companyIdOf(site), false);
    return [...first, ...(await rest(lane))];
  },
};

/** A moved company goes elsewhere between the operator's look and the decision to move it back. */
export const movedOn: Scenario = {
  options: {},
  async play(lane) {
    await make.moveCompany(lane, companyIdOf(someSite(lane)), 'nested');
    await look(lane);
    return decide(lane, 'overtaken by a change', { do: 'move' });
  },
};

/** An ignored event is back, and somebody decides on a page that still shows it as it was before. */
export const oldPage: Scenario = {
  options: {},
  async play(lane) {
    await make.moveCompany(lane, companyIdOf(someSite(lane)), 'nested');
    await look(lane);
    const before = await decide(lane, 'alone', { do: 'ignore' });
    await look(lane);
    return [...before, ...(await decide(lane, 'on an earlier sight', { do: 'move' }))];
  },
};

/** The worker dies when a package has been made in the company that takes another's place. */
export const killedHalfWay: Scenario = {
  options: {},
  async play(lane) {
    const site = someSite(lane);
    await make.deleteCompany(lane, companyIdOf(site));
    await look(lane);
    const request = requestOf(lane.world, `create package ${site.uid}`);
    await lane.kills.plan([{ ...request, when: 'after-effect' }]);
    const name = `${nameOfNew(lane.world, site.name)} Anew`;
    return decide(lane, 'alone', { do: 'recreate', name });
  },
};

/** A site is deleted, and runs come by. */
export const siteGone: Scenario = {
  options: {},
  async play(lane) {
    await make.deleteSite(lane, someSite(lane).uid);
    return rest(lane);
  },
};

/** Two operators decide while the worker is down. */
export const twoOperators: Scenario = {
  options: {},
  async play(lane) {
    await make.moveCompany(lane, companyIdOf(someSite(lane)), 'nested');
    await look(lane);
    lane.keeper.kill();
    return decide(lane, 'two at once', { do: 'move' }, { do: 'ignore' });
  },
};

function someSite({ world, anchors }: Lane): Site {
  const site = world.sites.find(({ uid, managed }) => managed && !anchors.has(uid));
  if (!site) throw new Error('the lane has no site to play with');
  return site;
}

/** A run that leaves everything to operators. */
async function look(lane: Lane): Promise<void> {
  await setHandling(lane, 'manual');
  await sync(lane);
  run(lane.world, 'manual');
}

/** A decision on the one open event, and what the vendors were told. */
async function decide(
  lane: Lane,
  manner: Intended['manner'],
  ...choices: Choice[]
): Promise<Disagreements> {
  const [open] = openEvents(lane.world);
  if (!open) throw new Error('no event is open');
  const { site, ...event } = open;
  const { disagreements, effects } = await play(lane, { event, site, manner, choices }, () => {});
  return [...disagreements, ...(await compareVendors(lane, effects))];
}

async function rest(lane: Lane): Promise<Disagreements> {
  await setHandling(lane, 'automatic');
  await sync(lane);
  return comeToRest(lane, runToRest(lane.world));
}
