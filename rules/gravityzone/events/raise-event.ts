import type { SiteUid } from '../../identity.ts';
import type { NamedCompany } from '../company-tree.ts';
import type { PlanContext } from '../plan-context.ts';
import { quoted } from '../problems.ts';
import { levelTitles } from '../settings.ts';
import type { GravityzoneSettings } from '../settings.ts';
import { automaticActions, eventFactsHash } from './event-types.ts';
import type { DetectedEvent, EventFacts } from './event-types.ts';
import { isIgnored } from './known-events.ts';

/** A discrepancy as it was observed, before it is asked what a run does about it. */
export interface Discrepancy {
  site: { uid: SiteUid; name: string };
  company: NamedCompany | null;
  facts: EventFacts;
  sentence: string;
  evidence: string[];
  /** Why no run may handle it, whatever the settings; a sentence. */
  stands?: string | null;
  /** Why this run does not handle it yet, though the settings and the facts would let it. */
  notYet?: string | null;
}

/** The event of a discrepancy, with what this run does about it or why it waits (spec 3.4, 3.5). */
export function raiseEvent(context: PlanContext, found: Discrepancy): DetectedEvent {
  const { site, company, facts, sentence, evidence } = found;
  const factsHash = eventFactsHash(site.uid, facts);
  const waits = whyItWaits(context, found, factsHash);
  return {
    type: facts.type,
    siteUid: site.uid,
    siteName: site.name,
    companyId: company?.id ?? null,
    companyName: company?.name ?? null,
    facts,
    factsHash,
    sentence,
    evidence,
    automatic: waits === null ? automaticActions[facts.type] : null,
    waits,
  };
}

function whyItWaits(context: PlanContext, found: Discrepancy, factsHash: string): string | null {
  const { type } = found.facts;
  if (type === 'source-deleted') {
    return 'Nothing is ever done about it by itself: a person decides what becomes of the company.';
  }
  if (type === 'destination-creation') return 'A person gives the new company another name.';
  const reasons = [
    whySettingsLeaveIt(context.input.settings),
    isIgnored(context, found.site.uid, type, factsHash)
      ? 'A person ignored it, and the facts are still those.'
      : null,
    found.stands ?? null,
  ].filter((reason) => reason !== null);
  return reasons.length > 0 ? reasons.join(' ') : (found.notYet ?? null);
}

/** What keeps a run from handling any event (spec 3.4). */
export function whySettingsLeaveIt(
  settings: Pick<GravityzoneSettings, 'level' | 'handling'>,
): string | null {
  if (settings.level === 'monitor-report') {
    return `At the synchronization level ${quoted(levelTitles[settings.level])} nothing is handled by itself.`;
  }
  return settings.handling === 'manual' ? 'Synchronization event handling is Manual.' : null;
}
