import { companyOf, inView, isNobodysInView, nameOfNew, siteWith } from './world.ts';
import type { Company, EventType, Site, World } from './world.ts';

/** A discrepancy of a site, and what a run would do with it. */
export interface Discrepancy {
  type: EventType;
  facts: string;
  /** The company that a run would associate by itself, move back or replace; else a person decides. */
  automatic: Company | null;
  /** Runs that must have seen it before one handles it. */
  runsNeeded: number;
}

/** What is wrong with a site as the world is: spec 3.5, column "Raised when". */
export function discrepancyOf(world: World, site: Site): Discrepancy | null {
  const { association } = site;
  if (!site.exists) {
    return association && { type: 'source-deleted', facts: 'gone', automatic: null, runsNeeded: 1 };
  }
  if (!site.managed) return null;
  return association ? ofAssociation(world, site, association) : ofUnassociated(world, site);
}

function ofAssociation(
  world: World,
  site: Site,
  { companyId, expectedUnder }: NonNullable<Site['association']>,
): Discrepancy | null {
  const company = companyOf(world, companyId);
  if (!company.exists || (company.hidden && world.hiddenLooksGone)) {
    const facts = `${company.id} not found`;
    // Where a company of the site's name is in view and nobody's, a run never creates another.
    const automatic = isNobodysInView(world, site) ? null : company;
    return { type: 'destination-deleted', facts, automatic, runsNeeded: 2 };
  }
  if (company.hidden) {
    const facts = `${company.id} not authorized`;
    return { type: 'destination-deleted', facts, automatic: null, runsNeeded: 1 };
  }
  if (company.under !== expectedUnder) {
    const facts = `${company.id} under ${company.under}`;
    return { type: 'destination-moved', facts, automatic: company, runsNeeded: 1 };
  }
  return null;
}

function ofUnassociated(world: World, site: Site): Discrepancy | null {
  const own = ofName(world, site.name, 'association-missing');
  if (own) return own;
  const wanted = nameOfNew(world, site.name);
  if (world.prefix !== null) {
    const prefixed = ofName(world, wanted, 'prefix-association-missing');
    if (prefixed) return prefixed;
  }
  // Nobody associates a partner: whoever has such a namesake needs another name.
  const taken =
    inView(world, wanted).length > 0 || inView(world, site.name).some(({ isPartner }) => isPartner);
  if (!taken && site.refusedName !== wanted) return null;
  const facts = taken ? `${wanted} is taken` : `${wanted} was refused`;
  return { type: 'destination-creation', facts, automatic: null, runsNeeded: 1 };
}

/** Companies of the name that no association uses. */
function ofName(world: World, name: string, type: EventType): Discrepancy | null {
  const named = inView(world, name);
  const free = named.filter(({ id, isPartner }) => !isPartner && siteWith(world, id) === undefined);
  const [first] = free;
  if (!first) return null;
  const isFit = named.length === 1 && first.under === 'root';
  const facts = free.map(({ id }) => id).join(' and ');
  return { type, facts, automatic: isFit ? first : null, runsNeeded: 1 };
}
