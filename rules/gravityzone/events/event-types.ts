import { canonicalHash } from '../../canonical-hash.ts';
import type { CompanyId, SiteUid } from '../../identity.ts';

/** The six events, as an operator reads them (spec 3.5). */
export const eventTitles = {
  'destination-creation': 'Destination creation',
  'destination-moved': 'Destination moved',
  'destination-deleted': 'Destination deleted',
  'association-missing': 'Association missing',
  'prefix-association-missing': 'Prefix-based association missing',
  'source-deleted': 'Source deleted',
} as const;
export type EventType = keyof typeof eventTitles;
export const eventTypes = Object.keys(eventTitles) as EventType[];

/** What handles an event; `ignore` is the secondary action of each. */
export type EventAction =
  | 'create'
  | 'move'
  | 'recreate'
  | 'associate'
  | 'rename-existing'
  | 'rename-to-site'
  | 'delete-company'
  | 'keep-company';

/** What an operator can decide (spec 3.5). */
export const primaryActions = {
  'destination-creation': ['create'],
  'destination-moved': ['move'],
  'destination-deleted': ['recreate', 'associate'],
  'association-missing': ['associate', 'rename-existing'],
  'prefix-association-missing': ['associate', 'rename-to-site'],
  'source-deleted': ['delete-company', 'keep-company'],
} as const satisfies Record<EventType, readonly EventAction[]>;

/** What a run does by itself; nothing where only a person may act (spec 3.5). */
export const automaticActions = {
  'destination-creation': null,
  'destination-moved': 'move',
  'destination-deleted': 'recreate',
  'association-missing': 'associate',
  'prefix-association-missing': 'associate',
  'source-deleted': null,
} as const satisfies Record<EventType, EventAction | null>;

/**
 * `open`: waits for a person, a permit or its end. `acting`: an action on it is under way. `ignored`:
 * a person let it go; the next run that still finds it raises it again. The rest are ends.
 */
export type EventState = 'open' | 'acting' | 'ignored' | 'handled' | 'no-longer-applies';

/** Every way in which an event changes its state; there is no other. */
export const eventTransitions = {
  open: ['acting', 'ignored', 'no-longer-applies'],
  acting: ['open', 'handled', 'no-longer-applies'],
  ignored: ['open', 'no-longer-applies'],
  handled: ['open'],
  'no-longer-applies': ['open'],
} as const satisfies Record<EventState, readonly EventState[]>;

/** What was observed: with the tenant, type and site all that an event depends on. */
export type EventFacts =
  | {
      type: 'destination-creation';
      siteName: string;
      /** The name that the new company would have, by the prefix settings. */
      wantedName: string;
      reason: 'taken' | 'unusable' | 'refused' | 'of-another-site';
      /** The associated company that has the name. */
      companyId: CompanyId | null;
    }
  | {
      type: 'destination-moved';
      companyId: CompanyId;
      companyName: string;
      /** The partner it was under when it was associated, and the one it is under now. */
      expectedPartnerId: CompanyId;
      partnerId: CompanyId;
    }
  | {
      type: 'destination-deleted';
      companyId: CompanyId;
      companyName: string;
      /** What GravityZone answers for its id: these look alike, and are not the same (spec 3.6.1). */
      sight: 'not-found' | 'not-authorized';
    }
  | {
      type: 'association-missing' | 'prefix-association-missing';
      siteName: string;
      companyName: string;
      /** Every free company of the name, ordered; a run associates only where it is one. */
      companyIds: CompanyId[];
    }
  | { type: 'source-deleted'; siteName: string; companyId: CompanyId; companyName: string };

/** A discrepancy that a run found. */
export interface DetectedEvent {
  type: EventType;
  siteUid: SiteUid;
  siteName: string;
  /** The company that it is about: the associated one, or the one that is in the way or free. */
  companyId: CompanyId | null;
  companyName: string | null;
  facts: EventFacts;
  factsHash: string;
  /** What is the matter, in a sentence. */
  sentence: string;
  /** What was read of it, line by line. */
  evidence: string[];
  /** What this run means to do; nothing where it waits. */
  automatic: EventAction | null;
  /** Why a run does nothing by itself; nothing where it does. */
  waits: string | null;
}

/** What is on record of an event before this run. */
export interface KnownEvent {
  type: EventType;
  siteUid: SiteUid;
  state: EventState;
  factsHash: string;
  /** In how many runs one after another these very facts were seen. */
  runsWithFacts: number;
  /** The facts that a person ignored: while they hold, no run handles the event. */
  ignoredFactsHash: string | null;
}

/** An event's id: of tenant, type and site alone, so that it is the same each time it comes up. */
export function eventId(tenantId: string, type: EventType, siteUid: string): string {
  return canonicalHash({ tenantId, type, siteUid }).slice(0, 24);
}

/** What a permit, a hold, an ignoring or a decision covers: exactly these facts. */
export function eventFactsHash(siteUid: SiteUid, facts: EventFacts): string {
  return canonicalHash({ siteUid, ...facts });
}
