import type { PlanContext } from '../plan-context.ts';
import type { SiteDecision } from '../site-decision.ts';
import { eventFactsHash } from './event-types.ts';
import type { EventFacts } from './event-types.ts';
import { isIgnored } from './known-events.ts';

type Free = Extract<SiteDecision, { kind: 'associate' | 'candidates' }>;

/** What is observed of a site for which companies of its name are free. */
export function associationFacts(
  decision: Free,
): Extract<EventFacts, { type: 'association-missing' | 'prefix-association-missing' }> {
  const { site, prefixed } = decision;
  const companies = decision.kind === 'associate' ? [decision.company] : decision.companies;
  return {
    type: prefixed ? 'prefix-association-missing' : 'association-missing',
    siteName: site.name,
    companyName: companies[0]?.name ?? site.name,
    companyIds: companies.map(({ id }) => id).toSorted(),
  };
}

/** Whether a person let this very association go. */
export function isLetGo(context: PlanContext, decision: Free): boolean {
  const facts = associationFacts(decision);
  return isIgnored(
    context,
    decision.site.uid,
    facts.type,
    eventFactsHash(decision.site.uid, facts),
  );
}
