import { newName, type Lane } from './lane.ts';
import * as make from './make-change.ts';
import {
  companyIdOf,
  expectedUnder,
  hiddenSites,
  isNameFree,
  movedSites,
  resting,
  underRoot,
} from './sites-in-state.ts';
import { companyOf, nameOfNew } from './world.ts';
import type { Partner, Site, World } from './world.ts';

/** Something that happens to a site between two runs. */
export interface Story {
  name: string;
  /** How much more often it happens than others. */
  weight?: number;
  /** How much a listing shrinks by it: too much at once proves nothing (spec 3.6.1). */
  loses?: 'a site' | 'a company';
  /** Sites to which it can happen. */
  sites: (world: World) => Site[];
  play(lane: Lane, site: Site): Promise<unknown>;
}

const elsewhere: readonly Partner[] = ['nested', 'second'];

export const stories: readonly Story[] = [
  {
    name: "new site, name of another's company",
    sites: resting,
    async play(lane, site) {
      const name = newName(lane);
      await make.renameCompany(lane, companyIdOf(site), nameOfNew(lane.world, name));
      await make.createSite(lane, name);
    },
  },
  {
    name: 'company moved',
    weight: 4,
    sites: resting,
    play: (lane, site) => make.moveCompany(lane, companyIdOf(site), lane.random.pick(elsewhere)),
  },
  {
    name: 'company moved into a folder',
    sites: underRoot,
    play: (lane, site) => make.moveCompany(lane, companyIdOf(site), 'folder'),
  },
  {
    name: 'moved company moved on',
    weight: 2,
    sites: (world) => movedSites(world).filter((site) => expectedUnder(site) === 'root'),
    play(lane, site) {
      const { under } = companyOf(lane.world, companyIdOf(site));
      const other = elsewhere.find((one) => one !== under) ?? 'nested';
      return make.moveCompany(lane, companyIdOf(site), other);
    },
  },
  {
    name: 'moved company moved back by hand',
    sites: movedSites,
    play: (lane, site) => make.moveCompany(lane, companyIdOf(site), expectedUnder(site)),
  },
  {
    name: 'company deleted',
    weight: 2,
    loses: 'a company',
    sites: (world) => resting(world).filter((site) => isNameFree(world, site)),
    play: (lane, site) => make.deleteCompany(lane, companyIdOf(site)),
  },
  {
    name: 'company hidden',
    loses: 'a company',
    sites: (world) => (world.hiddenLooksGone ? [] : resting(world)),
    play: (lane, site) => make.hideCompany(lane, companyIdOf(site), true),
  },
  {
    name: 'company revealed',
    sites: hiddenSites,
    play: (lane, site) => make.hideCompany(lane, companyIdOf(site), false),
  },
  {
    name: 'company renamed',
    sites: resting,
    play: (lane, site) => make.renameCompany(lane, companyIdOf(site), newName(lane)),
  },
  { name: 'site renamed', sites: resting, play: (lane, { uid }) => make.renameSite(lane, uid) },
  {
    name: 'package renamed',
    sites: resting,
    play: (lane, site) => make.renamePackage(lane, companyIdOf(site)),
  },
  {
    name: 'site on-demand',
    sites: resting,
    play: (lane, { uid }) => make.manageSite(lane, uid, false),
  },
  {
    name: 'site on-demand, then its company moved',
    sites: resting,
    async play(lane, site) {
      await make.manageSite(lane, site.uid, false);
      await make.moveCompany(lane, companyIdOf(site), lane.random.pick(elsewhere));
    },
  },
  {
    name: 'site managed again',
    sites: (world) =>
      world.sites.filter((site) => site.exists && !site.managed && site.association !== null),
    play: (lane, { uid }) => make.manageSite(lane, uid, true),
  },
  {
    name: 'site deleted',
    loses: 'a site',
    sites: resting,
    play: (lane, { uid }) => make.deleteSite(lane, uid),
  },
];
