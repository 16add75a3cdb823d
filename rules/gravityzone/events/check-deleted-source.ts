import type { Association } from '../associations.ts';
import type { InventoryIndex } from '../inventory-index.ts';
import { partnerTitle } from '../mapping-company.ts';
import { quoted } from '../problems.ts';
import { associationAsFound, refused } from './checked-decision.ts';
import type { CheckedDecision, EventOf, RefusedDecision } from './checked-decision.ts';
import { siteStandings } from './site-standing.ts';

type SourceDeleted = EventOf<'source-deleted'>;

/** `delete-company`: the company and the association; its name is typed (spec 3.5). */
export function checkDelete(
  index: InventoryIndex,
  event: SourceDeleted,
  typedName: string,
  endpoints: number | null,
): CheckedDecision {
  const found = withoutSite(index, event);
  if (!found.ok) return found;
  const { tree } = index;
  const { companyId } = found.association;
  const company = tree.company(companyId);
  const fault = whyNotDeleted(index, event);
  if (fault !== null) return fault;
  if (company === undefined) {
    const sentence = `Company ${quoted(event.facts.companyName)} is not in view, so it can’t be deleted. With “keep-company” the association goes.`;
    return refused('company-not-in-view', sentence);
  }
  if (typedName.trim() !== company.name.trim()) {
    const sentence = `The name that was typed is not that of the company, ${quoted(company.name)}. Nothing is deleted.`;
    return refused('name-differs', sentence);
  }
  return {
    ok: true,
    lines: [
      `Ask Datto RMM for site ${quoted(event.siteName)} by its uid once more; unless it is gone, nothing is done.`,
      `Delete company ${quoted(company.name)} (${company.id}), under ${partnerTitle(index, company.id)}, with ${endpointsTitle(endpoints)}. This can’t be undone.`,
      packageLine(found.association),
      associationLine(event),
    ],
    verb: 'delete-company',
    details: {
      siteName: event.siteName,
      companyId: company.id,
      companyName: company.name,
      ...(endpoints === null ? {} : { endpoints }),
    },
  };
}

/** `keep-company`: only the association goes. */
export function checkKeep(index: InventoryIndex, event: SourceDeleted): CheckedDecision {
  const found = withoutSite(index, event);
  if (!found.ok) return found;
  const { companyId, companyName } = event.facts;
  return {
    ok: true,
    lines: [
      `Ask Datto RMM for site ${quoted(event.siteName)} by its uid once more; unless it is gone, nothing is done.`,
      associationLine(event),
      `Company ${quoted(companyName)} (${companyId}) and its package stay.`,
    ],
    verb: 'keep-company',
    details: { siteName: event.siteName, companyId, companyName },
  };
}

function withoutSite(
  index: InventoryIndex,
  event: SourceDeleted,
): { ok: true; association: Association } | RefusedDecision {
  const found = associationAsFound(index, event);
  if (!found.ok || siteStandings(index)(event.siteUid) === 'unlisted') return found;
  const sentence = `Site ${quoted(event.siteName)} is listed in Datto RMM again. Sync, and the event closes.`;
  return refused('site-is-back', sentence);
}

/** Never the root, never a partner, nor what other companies are under (spec 3.5, 3.6.3). */
function whyNotDeleted(index: InventoryIndex, { facts }: SourceDeleted): RefusedDecision | null {
  const { tree, inventory } = index;
  const { companyId } = facts;
  if (companyId === tree.root.id) {
    const sentence = `${quoted(tree.root.name)} is your own root company, which is never a target.`;
    return refused('company-is-root', sentence);
  }
  const company = tree.company(companyId);
  if (company === undefined) return null;
  const name = quoted(company.name);
  const hasOthers = inventory.tree.some(({ id }) => tree.partnerOf(id) === companyId);
  if (company.type === 'partner' || hasOthers) {
    const sentence = `${name} is a partner, which is never deleted from here.`;
    return refused('company-is-partner', sentence);
  }
  if (inventory.locked.companyIds.has(companyId)) {
    const sentence = `An action on ${name} is under way. Try again when it is done.`;
    return refused('company-under-way', sentence);
  }
  return null;
}

function endpointsTitle(endpoints: number | null): string {
  if (endpoints === null) return 'all its endpoints, which could not be counted';
  return endpoints === 1 ? 'its 1 endpoint' : `its ${endpoints} endpoints`;
}

function packageLine({ packageName }: Association): string {
  return packageName === null
    ? 'It has no installation package of Sitesync.'
    : `Its installation package ${quoted(packageName)} goes with it.`;
}

function associationLine({ siteName, facts }: SourceDeleted): string {
  return `Delete the association of site ${quoted(siteName)} with company ${quoted(facts.companyName)}.`;
}
