import { count, type Lane } from './lane.ts';
import { newcomers, prefixNewcomers } from './newcomers.ts';
import { stories, type Story } from './stories.ts';
import type { Site } from './world.ts';

const mostSites = 12;

/**
 * Lets a few things happen at the vendors, each to a site of its own.
 *
 * @returns the sites that nothing else should happen to in this round.
 */
export async function playStories(lane: Lane): Promise<Set<string>> {
  const { random, world, happened } = lane;
  const touched = new Set(lane.anchors);
  const lost = new Set<Story['loses']>();
  const arrivals = arrivalsIn(lane);
  for (let left = random.integer(2, 5); left > 0; left -= 1) {
    const possible = stories.filter(
      (story) => !lost.has(story.loses) && sitesFor(lane, story, touched).length > 0,
    );
    const weighed = possible.flatMap((one) => Array.from({ length: one.weight ?? 1 }, () => one));
    const story = random.pick([...weighed, ...arrivals]);
    const known = new Set(world.sites.map(({ uid }) => uid));
    if ('sites' in story) {
      const site = random.pick(sitesFor(lane, story, touched));
      touched.add(site.uid);
      if (story.loses !== undefined) lost.add(story.loses);
      await story.play(lane, site);
    } else {
      await story.play(lane);
    }
    for (const { uid } of world.sites) if (!known.has(uid)) touched.add(uid);
    count(happened.changes, story.name);
  }
  return touched;
}

/** New sites come while there is room for them. */
function arrivalsIn({ world }: Lane): typeof newcomers {
  const managed = world.sites.filter((site) => site.exists && site.managed).length;
  if (managed >= mostSites) return [];
  return world.prefix === null ? newcomers : [...newcomers, ...prefixNewcomers];
}

function sitesFor({ world }: Lane, { sites }: Story, touched: ReadonlySet<string>): Site[] {
  return sites(world).filter(({ uid }) => !touched.has(uid));
}
