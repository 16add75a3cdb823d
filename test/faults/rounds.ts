import { confirmMapping } from '../../db/mappings/confirm-mapping.ts';
import { stageMapping } from '../../db/mappings/stage-mapping.ts';
import { interference } from './interference.ts';
import { killWhile } from './kill-while.ts';
import { addSites, endOfWork, longestWorkMs, sync, type Lane } from './lane.ts';
import type { WantedSite } from './ledger.ts';
import { armMishaps } from './mishaps.ts';
import { settleWaitingWrites } from './operator.ts';
import { until } from './scene.ts';

const killsPerRound = 6;
const sitesPerRound = 8;

/** A run over new sites, with kills, mishaps and somebody who gets in its way. */
export async function runRound(lane: Lane): Promise<void> {
  const sites = await addSites(lane, sitesPerRound);
  await playRound(lane, sites, () => sync(lane));
}

/** The same, while a person maps some of the sites by hand, half of them under another name. */
export async function mappingRound(lane: Lane): Promise<void> {
  const { scene } = lane;
  const sites = await addSites(lane, sitesPerRound);
  await sync(lane, 'plan');
  const mapped = sites.filter(({ hasCompany }, index) => index % 2 === 0 && !hasCompany);
  const mappingId = await stageMapping(
    scene.install.db,
    scene.tenant.acting,
    mapped.map((site, index) => ({
      site: site.uid,
      choice: index % 2 === 0 ? { do: 'new', name: renamed(site) } : { do: 'new' },
    })),
  );
  await playRound(lane, sites, async () => {
    await confirmMapping(scene.install.db, scene.tenant.acting, mappingId);
    lane.happened.mappings += 1;
    await Promise.all([sync(lane), endOfMapping(lane, mappingId)]);
  });
}

/** Nothing goes wrong any more: what was begun is finished. */
export async function quietRound(lane: Lane): Promise<void> {
  await sync(lane);
  await settle(lane);
}

async function playRound(
  lane: Lane,
  sites: WantedSite[],
  start: () => Promise<void>,
): Promise<void> {
  await armMishaps(lane, sites);
  const [kill] = lane.kills;
  // A site with a company already is never in its way, so that the write is sure to come.
  const site = sites.findLast(({ hasCompany }) => !hasCompany);
  const interferences = kill && site ? [interference(lane, kill, site)] : [];
  await killWhile(lane, endOfWork(start()), killsPerRound, interferences);
  await settle(lane);
}

async function settle(lane: Lane): Promise<void> {
  const habit = lane.random.pick(['adopts-own', 'gives-up'] as const);
  lane.happened.settledByPerson += await settleWaitingWrites(lane.scene, habit);
}

function endOfMapping({ scene }: Lane, mappingId: string): Promise<true> {
  const ended = async () => {
    const [row] = await scene.install.owner<{ state: string }[]>`
      select state from mapping where id = ${mappingId}`;
    return row?.state === 'done';
  };
  return until('the end of the mapping', ended, longestWorkMs);
}

function renamed(site: WantedSite): string {
  const name = `${site.name} Group`;
  site.companyNames.push(name);
  return name;
}
