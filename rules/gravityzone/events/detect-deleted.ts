import type { Association } from '../associations.ts';
import { wantedCompany } from '../decide-creation.ts';
import type { PlanContext } from '../plan-context.ts';
import { recreateItem } from '../plan-items.ts';
import type { CompanyCheck } from '../plan-types.ts';
import { quoted } from '../problems.ts';
import type { ListedSite } from '../scope.ts';
import type { AssociationFinding } from './association-finding.ts';
import { eventFactsHash } from './event-types.ts';
import type { EventFacts } from './event-types.ts';
import { knownEvent, wasSeenBefore } from './known-events.ts';
import { raiseEvent } from './raise-event.ts';
import { obstacleToRecreation } from './recreation.ts';

/** The associated company no longer exists, or is out of the key's sight: these look the same. */
export function detectDeleted(
  context: PlanContext,
  association: Association,
  site: ListedSite,
): AssociationFinding {
  const { companyId, companyName, packageId } = association;
  const check = context.input.companyChecks.get(companyId);
  if (check === undefined) {
    return { kind: 'undecided', checksOf: { companyId, packageId, countEndpoints: false } };
  }
  // The listing lacked what is there: it proves nothing about it.
  if (check.sight === 'there') return { kind: 'undecided', unseen: 'company' };
  const facts: EventFacts = {
    type: 'destination-deleted',
    companyId,
    companyName,
    sight: check.sight,
  };
  const wanted = wantedCompany(context, site);
  const event = raiseEvent(context, {
    site,
    company: { id: companyId, name: companyName },
    facts,
    sentence:
      check.sight === 'not-found'
        ? `Company ${quoted(companyName)} of site ${quoted(site.name)} no longer exists.`
        : `Company ${quoted(companyName)} of site ${quoted(site.name)} no longer exists, or is out of the key’s sight.`,
    evidence: evidenceOf(association, check),
    stands: whyAPersonDecides(check) ?? obstacleToRecreation(context, association, site, wanted),
    notYet: wasSeenBefore(
      knownEvent(context, site.uid, facts.type),
      eventFactsHash(site.uid, facts),
    )
      ? null
      : 'The company is created anew if the next run does not find it either.',
  });
  const item = event.automatic === null ? null : recreateItem(context, site, association, wanted);
  return { kind: 'event', event, item };
}

/** What makes it doubtful that the company is gone (spec 3.6.1). */
function whyAPersonDecides({ sight, packageReadable }: CompanyCheck): string | null {
  if (sight === 'not-authorized') {
    return 'The company may only be out of the key’s sight: a person decides.';
  }
  if (packageReadable === true) {
    return 'Its installation package can still be read, so the company may not be gone: a person decides.';
  }
  return packageReadable === null
    ? 'Whether its installation package is gone too is not known: a person decides.'
    : null;
}

function evidenceOf({ companyId, packageName }: Association, check: CompanyCheck): string[] {
  const named = packageName === null ? 'Its package' : `Its package ${quoted(packageName)}`;
  const readable = {
    true: `${named} can still be read by its id.`,
    false: `${named} can’t be read by its id.`,
    null: `${named} was not asked for.`,
  };
  return [
    `The tree of companies, read whole, does not hold ${companyId}.`,
    check.sight === 'not-found'
      ? 'Asked for by its id, GravityZone answers that there is no such company.'
      : 'Asked for by its id, GravityZone answers that this key may not see it.',
    readable[`${check.packageReadable}`],
  ];
}
