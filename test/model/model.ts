import { associate, giveNewCompany, isRefused, moveBack, type Effects } from './act.ts';
import { discrepancyOf, type Discrepancy } from './detect.ts';
import { eventOf, nameOfNew, siteOf } from './world.ts';
import type { EventType, ModelEvent, Site, World } from './world.ts';

// What Sitesync is expected to do, said a second time and as simply as can be. It knows nothing of
// how Sitesync does it, and imports nothing of it.

export type Handling = 'manual' | 'automatic';

/**
 * One complete run at Automatic inventory synchronization.
 *
 * @returns what it changes at the vendors.
 */
export function run(world: World, handling: Handling): Effects {
  return world.sites.flatMap((site) => {
    const discrepancy = discrepancyOf(world, site);
    closeOthers(world, site, discrepancy?.type);
    if (discrepancy === null) return handling === 'automatic' ? createMissing(world, site) : [];
    const event = raise(world, site, discrepancy);
    const isIgnored = event.ignoredFacts === event.facts;
    const waits = isIgnored || event.runs < discrepancy.runsNeeded;
    return handling === 'manual' || waits ? [] : handle(world, site, event, discrepancy);
  });
}

/** Runs until nothing changes any more. */
export function runToRest(world: World): Effects {
  const effects: Effects = [];
  for (let runs = 0; runs < 3; runs += 1) effects.push(...run(world, 'automatic'));
  return effects;
}

function raise(world: World, site: Site, { type, facts }: Discrepancy): ModelEvent {
  const known = eventOf(world, type, site.uid);
  if (!known) {
    const event: ModelEvent = {
      type,
      siteUid: site.uid,
      state: 'open',
      facts,
      runs: 1,
      ignoredFacts: null,
      raised: 1,
    };
    world.events.push(event);
    return event;
  }
  const isOpen = known.state === 'open';
  const isSame = known.facts === facts;
  const hasEnded = !isOpen && known.state !== 'ignored';
  known.runs = isSame && !hasEnded ? known.runs + 1 : 1;
  if (!isOpen) known.raised += 1;
  if (hasEnded) known.ignoredFacts = null;
  known.state = 'open';
  known.facts = facts;
  return known;
}

/** An event whose discrepancy has gone closes. */
function closeOthers(world: World, site: Site, type: EventType | undefined): void {
  for (const event of world.events) {
    if (event.siteUid !== site.uid || event.type === type) continue;
    if (event.state === 'open' || event.state === 'ignored') event.state = 'no-longer-applies';
  }
}

function handle(
  world: World,
  site: Site,
  event: ModelEvent,
  { type, automatic }: Discrepancy,
): Effects {
  if (automatic === null) return [];
  event.state = 'handled';
  switch (type) {
    case 'destination-moved':
      return moveBack(world, site);
    case 'destination-deleted':
      return giveNewCompany(world, site, nameOfNew(world, site.name));
    case 'association-missing':
    case 'prefix-association-missing':
      return associate(site, automatic);
    case 'destination-creation':
    case 'source-deleted':
      throw new Error(`${type} has no automatic action`);
  }
}

function createMissing(world: World, site: Site): Effects {
  if (site.association || !site.exists || !site.managed) return [];
  const name = nameOfNew(world, site.name);
  if (isRefused(world, name)) {
    site.refusedName = name;
    return [];
  }
  return giveNewCompany(world, site, name);
}

/** Takes note of the id of a company that has been seen to be the one that was to be created. */
export function identify(world: World, standIn: string, id: string): void {
  for (const company of world.companies) if (company.id === standIn) company.id = id;
  for (const { association } of world.sites) {
    if (association?.companyId === standIn) association.companyId = id;
  }
}

/** Events that wait for a person. */
export function openEvents(world: World): (ModelEvent & { site: Site })[] {
  return world.events
    .filter(({ state }) => state === 'open')
    .map((event) => ({ ...event, site: siteOf(world, event.siteUid) }));
}
