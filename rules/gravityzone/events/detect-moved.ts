import type { Association } from '../associations.ts';
import type { TreeNode } from '../company-tree.ts';
import type { PlanContext } from '../plan-context.ts';
import { moveItem } from '../plan-items.ts';
import { quoted } from '../problems.ts';
import type { ListedSite } from '../scope.ts';
import { undecided } from './association-finding.ts';
import type { AssociationFinding } from './association-finding.ts';
import { raiseEvent } from './raise-event.ts';

/** The associated company is under another partner than when it was associated; folders don't count. */
export function detectMoved(
  context: PlanContext,
  association: Association,
  site: ListedSite,
  company: TreeNode,
): AssociationFinding {
  const { tree } = context;
  const { expectedPartnerId } = association;
  const fromId = tree.provenPartnerOf(company.id);
  if (fromId === undefined) return undecided;
  if (fromId === expectedPartnerId) return { kind: 'in-step' };
  const event = raiseEvent(context, {
    site,
    company,
    facts: {
      type: 'destination-moved',
      companyId: company.id,
      companyName: company.name,
      expectedPartnerId,
      partnerId: fromId,
    },
    sentence: `Company ${quoted(company.name)} of site ${quoted(site.name)} is under ${quoted(tree.nameOf(fromId))}; it belongs under ${quoted(tree.nameOf(expectedPartnerId))}, where it was when it was associated.`,
    evidence: [
      `The tree of companies has ${quoted(company.name)} (${company.id}) under ${quoted(tree.nameOf(fromId))} (${fromId}).`,
      `When it was associated it was under ${quoted(tree.nameOf(expectedPartnerId))} (${expectedPartnerId}).`,
    ],
    stands: whyItStays(context, association, company),
  });
  const item =
    event.automatic === null ? null : moveItem(context, site, association, { company, fromId });
  return { kind: 'event', event, item };
}

/** Why it can't be moved back; nothing if it can. */
export function whyItStays(
  { tree }: Pick<PlanContext, 'tree'>,
  { expectedPartnerId }: Pick<Association, 'expectedPartnerId'>,
  company: TreeNode,
): string | null {
  if (expectedPartnerId === tree.root.id) return null;
  const partner = tree.company(expectedPartnerId);
  if (partner === undefined) {
    return `The partner that it belongs under (${expectedPartnerId}) is not in view, so it can’t be moved back.`;
  }
  if (!tree.isSettled(partner.id)) {
    return `The partner that it belongs under, ${quoted(partner.name)}, came twice in the listing with different facts.`;
  }
  if (partner.id === company.id || tree.isBelow(partner.id, company.id)) {
    return `The partner that it belongs under, ${quoted(partner.name)}, is below it by now, so it can’t be moved back.`;
  }
  return null;
}
