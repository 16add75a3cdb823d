import type { CompanyId } from '../../identity.ts';
import type { NamedCompany } from '../company-tree.ts';
import type { InventoryIndex } from '../inventory-index.ts';
import { associateLine, clearing, companyToTake } from '../mapping-company.ts';
import { completionLines } from '../mapping-confirmation.ts';
import { nameKey } from '../names.ts';
import { quoted } from '../problems.ts';
import { goneLine, replaceable } from './check-new-company.ts';
import { consented, refused, unassociatedSite } from './checked-decision.ts';
import type { CheckedDecision, EventOf, RefusedDecision } from './checked-decision.ts';

type MissingEvent = EventOf<'association-missing' | 'prefix-association-missing'>;

/** `associate`: the site with the free company of its name, or with one of several. */
export function checkAssociate(
  index: InventoryIndex,
  event: MissingEvent,
  companyId: CompanyId | undefined,
): CheckedDecision {
  const found = unassociatedSite(index, event);
  if (!found.ok) return found;
  const chosen = companyOfName(index, event, companyId);
  if (!chosen.ok) return chosen;
  const taken = companyToTake(index, chosen.company.id);
  if (!taken.ok) return taken;
  const { site } = found;
  const { company } = taken;
  const completion = completionLines(index, site, company.id);
  return {
    ok: true,
    lines: [associateLine(index, site, company), ...completion.lines, ...clearing(index, site)],
    verb: 'associate',
    details: {
      siteName: site.name,
      companyId: company.id,
      companyName: company.name,
      ...consented(completion),
    },
  };
}

/** `associate` with another company in the place of one that is gone. */
export function checkReassociate(
  index: InventoryIndex,
  event: EventOf<'destination-deleted'>,
  companyId: CompanyId | undefined,
): CheckedDecision {
  if (companyId === undefined) {
    const sentence = `Say which company site ${quoted(event.siteName)} is to be associated with, by its id.`;
    return refused('company-needed', sentence);
  }
  const found = replaceable(index, event);
  if (!found.ok) return found;
  const taken = companyToTake(index, companyId);
  if (!taken.ok) return taken;
  const { site, association } = found;
  const { company } = taken;
  const completion = completionLines(index, site, company.id, association);
  return {
    ok: true,
    lines: [
      goneLine(event),
      associateLine(index, site, company),
      ...completion.lines,
      ...clearing(index, site),
    ],
    verb: 'reassociate',
    details: {
      siteName: site.name,
      companyId: company.id,
      companyName: company.name,
      replacesCompanyId: association.companyId,
      ...consented(completion),
    },
  };
}

/** The one free company of the event's name, or the one of several that was named by its id. */
export function companyOfName(
  index: InventoryIndex,
  event: MissingEvent,
  companyId?: CompanyId,
): { ok: true; company: NamedCompany } | RefusedDecision {
  const { companyName } = event.facts;
  const free = freeOfName(index, companyName);
  const [only, ...others] = free;
  if (only === undefined) {
    const sentence = `No company named ${quoted(companyName)} is in view and free any more. Sync to see how it stands.`;
    return refused('company-not-in-view', sentence);
  }
  if (companyId !== undefined) {
    const company = free.find(({ id }) => id === companyId);
    if (company !== undefined) return { ok: true, company };
    const sentence = `${companyId} is not the id of a free company named ${quoted(companyName)}. There ${others.length === 0 ? 'is' : 'are'}: ${idsOf(free)}.`;
    return refused('company-not-of-name', sentence);
  }
  if (others.length === 0) return { ok: true, company: only };
  const sentence = `${free.length} free companies are named ${quoted(companyName)}: say which one, by its id (${idsOf(free)}).`;
  return refused('company-needed', sentence);
}

function freeOfName(index: InventoryIndex, name: string): readonly NamedCompany[] {
  const { tree } = index;
  return tree.named(nameKey(name)).filter(({ id }) => {
    const company = tree.company(id);
    return (
      company !== undefined && company.type !== 'partner' && !index.associatedWith.has(company.id)
    );
  });
}

function idsOf(companies: readonly NamedCompany[]): string {
  return companies.map(({ id }) => id).join(', ');
}
