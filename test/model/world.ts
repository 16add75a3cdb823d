/** Where a company can be: the MSP's own root, two partners below it, or a partner of somebody else. */
export type Partner = 'root' | 'nested' | 'second' | 'outside';

export interface Company {
  /** GravityZone's id; a stand-in (`new 3`) until one that Sitesync is to create has been seen. */
  id: string;
  name: string;
  under: Partner;
  inFolder: boolean;
  isPartner: boolean;
  /** Out of the key's sight, though under the root. */
  hidden: boolean;
  exists: boolean;
}

export interface Site {
  uid: string;
  name: string;
  managed: boolean;
  exists: boolean;
  /** Its company, and the partner that this is expected under. */
  association: { companyId: string; expectedUnder: Partner } | null;
  /** Its variable has been written before. */
  hasVariable: boolean;
  /** A name that GravityZone refused for it. */
  refusedName: string | null;
}

/** The words of spec 3.5. */
export type EventType =
  | 'destination-creation'
  | 'destination-moved'
  | 'destination-deleted'
  | 'association-missing'
  | 'prefix-association-missing'
  | 'source-deleted';

export interface ModelEvent {
  type: EventType;
  siteUid: string;
  state: 'open' | 'ignored' | 'handled' | 'no-longer-applies';
  /** What was seen, in one text: equal if and only if nothing about it has changed. */
  facts: string;
  /** Runs one after another that saw these facts. */
  runs: number;
  /** What a person ignored. */
  ignoredFacts: string | null;
  /** How often it was raised. */
  raised: number;
}

/** All that the model knows: plain data, so that a copy of it can be asked "what if". */
export interface World {
  /** Put before the name of each new company; companies of such names are looked for as well. */
  prefix: string | null;
  /** GravityZone answers for a company out of sight as for one that is gone. */
  hiddenLooksGone: boolean;
  sites: Site[];
  companies: Company[];
  events: ModelEvent[];
  /** Companies that Sitesync is to have created so far. */
  created: number;
}

export function emptyWorld(prefix: string | null, hiddenLooksGone: boolean): World {
  return { prefix, hiddenLooksGone, sites: [], companies: [], events: [], created: 0 };
}

export function siteOf(world: World, uid: string): Site {
  return found(
    world.sites.find((site) => site.uid === uid),
    `site ${uid}`,
  );
}

export function companyOf(world: World, id: string): Company {
  return found(
    world.companies.find((company) => company.id === id),
    `company ${id}`,
  );
}

export function eventOf(world: World, type: EventType, siteUid: string): ModelEvent | undefined {
  return world.events.find((event) => event.type === type && event.siteUid === siteUid);
}

/** Whether the key can see it. */
export function inSight({ exists, hidden, under }: Company): boolean {
  return exists && !hidden && under !== 'outside';
}

export function siteWith(world: World, companyId: string): Site | undefined {
  return world.sites.find(({ association }) => association?.companyId === companyId);
}

export function inView({ companies }: World, name: string): Company[] {
  return companies.filter((company) => company.name === name && inSight(company));
}

/** A company of the site's name, or of prefix and name, that no association uses; be it a partner. */
export function isNobodysInView(world: World, { name }: Site): boolean {
  return [name, nameOfNew(world, name)]
    .flatMap((one) => inView(world, one))
    .some(({ id }) => siteWith(world, id) === undefined);
}

/** The name that a new company gets by itself. */
export function nameOfNew({ prefix }: World, name: string): string {
  return prefix === null ? name : `${prefix} ${name}`;
}

/** @throws {Error} since the script must not lead where the model has no answer. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the model knows no ${what}`);
  return value;
}
