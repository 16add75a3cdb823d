import { newName, type Lane } from './lane.ts';
import * as make from './make-change.ts';
import { nameOfNew, type Partner } from './world.ts';

const elsewhere: readonly Partner[] = ['nested', 'second'];

/** A site that appears. */
interface Newcomer {
  name: string;
  play(lane: Lane): Promise<unknown>;
}

/** Sites that appear, with what GravityZone holds of their name by then. */
export const newcomers: readonly Newcomer[] = [
  { name: 'new site', play: (lane) => make.createSite(lane) },
  newSite('new site, free company', (lane, name) => make.createCompany(lane, name)),
  newSite('new site, free company in a folder', async (lane, name) => {
    await make.moveCompany(lane, await make.createCompany(lane, name), 'folder');
  }),
  newSite('new site, company under another partner', (lane, name) =>
    make.createCompany(lane, name, lane.random.pick(elsewhere)),
  ),
  newSite('new site, partner of its name', (lane, name) =>
    make.createCompany(lane, name, 'root', true),
  ),
  newSite('new site, two companies of its name', async (lane, name) => {
    await make.createCompany(lane, name);
    await make.createCompany(lane, name, 'nested');
  }),
  newSite('new site, name held out of sight', (lane, name) =>
    make.createCompany(lane, nameOfNew(lane.world, name), 'outside'),
  ),
];

/** Only where companies are named with a prefix. */
export const prefixNewcomers: readonly Newcomer[] = [
  newSite('new site, prefixed company', (lane, name) =>
    make.createCompany(lane, nameOfNew(lane.world, name)),
  ),
  newSite('new site, prefixed company under another partner', (lane, name) =>
    make.createCompany(lane, nameOfNew(lane.world, name), 'nested'),
  ),
];

function newSite(name: string, prepare: (lane: Lane, name: string) => Promise<unknown>): Newcomer {
  return {
    name,
    async play(lane) {
      const siteName = newName(lane);
      await prepare(lane, siteName);
      await make.createSite(lane, siteName);
    },
  };
}
