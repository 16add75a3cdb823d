import type { InventoryIndex } from '../inventory-index.ts';
import { clearing, createLine } from '../mapping-company.ts';
import { completionLines } from '../mapping-confirmation.ts';
import { newCompanyName } from '../mapping-new-name.ts';
import { quoted } from '../problems.ts';
import {
  associationAsFound,
  consented,
  managedSite,
  unassociatedSite,
} from './checked-decision.ts';
import type { CheckedDecision, DecidedEvent, EventOf } from './checked-decision.ts';

/** `create` with a given name. */
export function checkCreate(
  index: InventoryIndex,
  event: DecidedEvent,
  name: string,
): CheckedDecision {
  const found = unassociatedSite(index, event);
  if (!found.ok) return found;
  const { site } = found;
  const wanted = newCompanyName(index, site, name);
  if (!wanted.ok) return wanted;
  const completion = completionLines(index, site, null);
  return {
    ok: true,
    lines: [createLine(index, site, wanted.name), ...completion.lines, ...clearing(index, site)],
    verb: 'create',
    details: { siteName: site.name, companyName: wanted.name, ...consented(completion) },
  };
}

/** `recreate` with the site's name, by the prefix settings, or with a given one. */
export function checkRecreate(
  index: InventoryIndex,
  event: EventOf<'destination-deleted'>,
  name: string | undefined,
): CheckedDecision {
  const found = replaceable(index, event);
  if (!found.ok) return found;
  const { site, association } = found;
  const wanted = newCompanyName(index, site, name);
  if (!wanted.ok) return wanted;
  const completion = completionLines(index, site, null, association);
  return {
    ok: true,
    lines: [
      goneLine(event),
      createLine(index, site, wanted.name),
      ...completion.lines,
      ...clearing(index, site),
    ],
    verb: 'recreate',
    details: {
      siteName: site.name,
      companyName: wanted.name,
      replacesCompanyId: association.companyId,
      ...consented(completion),
    },
  };
}

/** Site and association of a company that is gone, unless it is in view again. */
export function replaceable(index: InventoryIndex, event: EventOf<'destination-deleted'>) {
  const found = associationAsFound(index, event);
  if (!found.ok) return found;
  const listed = managedSite(index, event);
  if (!listed.ok) return listed;
  const company = index.tree.company(event.facts.companyId);
  if (company === undefined) {
    return { ok: true as const, site: listed.site, association: found.association };
  }
  return {
    ok: false as const,
    code: 'company-in-view',
    sentence: `Company ${quoted(company.name)} is in view again. Sync, and the event closes.`,
  };
}

/** What happens to the association that was. */
export function goneLine({ facts }: EventOf<'destination-deleted'>): string {
  return facts.sight === 'not-found'
    ? `The association with company ${quoted(facts.companyName)} (${facts.companyId}), which no longer exists, is replaced.`
    : `The association with company ${quoted(facts.companyName)} (${facts.companyId}) is replaced. That company may still exist, out of the key’s sight; it is left as it is.`;
}
