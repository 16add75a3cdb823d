import type { PlanContext } from '../plan-context.ts';
import { quoted } from '../problems.ts';
import type { SiteDecision } from '../site-decision.ts';
import type { DetectedEvent } from './event-types.ts';
import { raiseEvent } from './raise-event.ts';
import { associationFacts } from './unassociated-facts.ts';

/** A site in scope has no association, but a company of its name, or of prefix and name, is free. */
export function associationMissing(
  context: PlanContext,
  decision: Extract<SiteDecision, { kind: 'associate' | 'candidates' }>,
): DetectedEvent {
  const { site } = decision;
  const facts = associationFacts(decision);
  const companies = facts.companyIds.map((id) => ({ id, name: context.tree.nameOf(id) }));
  const [first, ...others] = companies;
  const how = decision.prefixed ? 'named as the site with the prefix ' : '';
  const which =
    others.length > 0
      ? `${companies.length} companies ${quoted(facts.companyName)} ${how}are`
      : `a company ${quoted(facts.companyName)} ${how}is`;
  return raiseEvent(context, {
    site,
    company: others.length === 0 ? (first ?? null) : null,
    facts,
    sentence: `Site ${quoted(site.name)} has no association, and ${which} there and not associated.`,
    evidence: companies.map(({ id, name }) => {
      const partner = context.tree.partnerOf(id);
      const under = partner === undefined ? '' : ` under ${quoted(context.tree.nameOf(partner))}`;
      return `Company ${quoted(name)} (${id}) is in the tree of companies${under}, and no site is associated with it.`;
    }),
    stands: decision.kind === 'candidates' ? decision.waits : null,
  });
}

/** A new company can't be created, since its name is taken or may not be used. */
export function destinationCreation(
  context: PlanContext,
  decision: Extract<SiteDecision, { kind: 'no-name' }>,
): DetectedEvent {
  const { site, wantedName, reason, bearer, sentence, evidence } = decision;
  return raiseEvent(context, {
    site,
    company: bearer,
    facts: {
      type: 'destination-creation',
      siteName: site.name,
      wantedName,
      reason,
      companyId: bearer?.id ?? null,
    },
    sentence,
    evidence: [
      `Site ${quoted(site.name)} (${site.uid}) has no association; its new company would be named ${quoted(wantedName)}.`,
      ...evidence,
    ],
  });
}
