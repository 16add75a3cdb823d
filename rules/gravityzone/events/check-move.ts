import type { InventoryIndex } from '../inventory-index.ts';
import { quoted } from '../problems.ts';
import { associationAsFound, managedSite, refused } from './checked-decision.ts';
import type { CheckedDecision, EventOf } from './checked-decision.ts';
import { whyItStays } from './detect-moved.ts';

/** `move`: back under the partner that the company was under when it was associated. */
export function checkMove(
  index: InventoryIndex,
  event: EventOf<'destination-moved'>,
): CheckedDecision {
  const found = associationAsFound(index, event);
  if (!found.ok) return found;
  const listed = managedSite(index, event);
  if (!listed.ok) return listed;
  const { tree, inventory } = index;
  const { companyId, companyName, partnerId } = event.facts;
  const { expectedPartnerId } = found.association;
  const company = tree.company(companyId);
  if (company === undefined || companyId === tree.root.id) {
    const sentence = `Company ${quoted(companyName)} is not in view any more. Sync to see how it stands.`;
    return refused('company-not-in-view', sentence);
  }
  const title = `Company ${quoted(company.name)}`;
  if (inventory.locked.companyIds.has(companyId)) {
    const sentence = `${title} has an action under way. Try again when it is done.`;
    return refused('company-under-way', sentence);
  }
  const now = tree.partnerOf(companyId);
  if (now === expectedPartnerId) {
    const sentence = `${title} is under ${quoted(tree.nameOf(now))} again. Sync, and the event closes.`;
    return refused('no-longer-applies', sentence);
  }
  if (now === undefined || now !== partnerId) {
    const where = now === undefined ? 'at a place that can’t be read' : quoted(tree.nameOf(now));
    const sentence = `${title} is under ${where} by now, no longer where it was found. Sync to see how it stands.`;
    return refused('facts-changed', sentence);
  }
  const stays = whyItStays(index, found.association, company);
  if (stays !== null) return refused('partner-not-in-view', stays);
  return {
    ok: true,
    lines: [
      `Move company ${quoted(company.name)} (${company.id}) from under ${quoted(tree.nameOf(now))} back under ${quoted(tree.nameOf(expectedPartnerId))}.`,
      'Its association, its package and the site variable stay as they are.',
    ],
    verb: 'move',
    details: {
      siteName: listed.site.name,
      companyId: company.id,
      companyName: company.name,
      moveToId: expectedPartnerId,
      movedFromId: now,
    },
  };
}
