import { associate, giveNewCompany, moveBack, type Effects } from './act.ts';
import { discrepancyOf } from './detect.ts';
import { companyOf, eventOf, nameOfNew, siteOf } from './world.ts';
import type { Company, EventType, ModelEvent, Site, World } from './world.ts';

/** What an operator decides, in the words of spec 3.5. */
export type Choice =
  | { do: 'ignore' }
  | { do: 'create'; name: string }
  | { do: 'move' }
  | { do: 'recreate'; name?: string }
  | { do: 'associate'; companyId?: string }
  | { do: 'rename-existing'; prefix: string }
  | { do: 'rename-to-site' }
  | { do: 'delete-company'; name: string }
  | { do: 'keep-company' };

export interface Decision {
  type: EventType;
  siteUid: string;
  /** What the operator saw: the facts, and how often it had been raised by then. */
  facts: string;
  raised: number;
  choice: Choice;
}

export type Outcome = { taken: true; effects: Effects } | { taken: false };

/** Carries a decision out, unless what it was made for is no longer so. */
export function decide(world: World, decision: Decision): Outcome {
  const { type, siteUid, facts, raised, choice } = decision;
  const event = eventOf(world, type, siteUid);
  if (event?.state !== 'open' || event.facts !== facts || event.raised !== raised) {
    return { taken: false };
  }
  const site = siteOf(world, siteUid);
  if (choice.do === 'ignore') {
    event.state = 'ignored';
    event.ignoredFacts = facts;
    return { taken: true, effects: [] };
  }
  // Facts are read afresh before anything is written.
  const now = discrepancyOf(world, site);
  if (now?.type !== type || now.facts !== facts) return { taken: false };
  const effects = carryOut(world, site, event, choice);
  if (effects === null) return { taken: false };
  event.state = 'handled';
  return { taken: true, effects };
}

/** Null where the choice is refused. */
function carryOut(
  world: World,
  site: Site,
  event: ModelEvent,
  choice: Exclude<Choice, { do: 'ignore' }>,
): Effects | null {
  switch (choice.do) {
    case 'create':
      return giveNewCompany(world, site, choice.name);
    case 'move':
      return moveBack(world, site);
    case 'recreate':
      return giveNewCompany(world, site, choice.name ?? nameOfNew(world, site.name));
    case 'associate': {
      const company = choice.companyId ? companyOf(world, choice.companyId) : freeOne(world, event);
      return associate(site, company);
    }
    case 'rename-existing': {
      const company = freeOne(world, event);
      company.name = `${choice.prefix} ${site.name}`;
      return [`update company ${company.name}`, ...giveNewCompany(world, site, site.name)];
    }
    case 'rename-to-site': {
      const company = freeOne(world, event);
      company.name = site.name;
      return [`update company ${company.name}`, ...associate(site, company)];
    }
    case 'delete-company': {
      const company = companyOf(world, site.association?.companyId ?? '');
      if (choice.name !== company.name) return null;
      company.exists = false;
      site.association = null;
      return [`delete company ${company.name}`];
    }
    case 'keep-company':
      site.association = null;
      return [];
  }
}

/** The free company that the event is about. */
function freeOne(world: World, { facts }: ModelEvent): Company {
  return companyOf(world, facts);
}
