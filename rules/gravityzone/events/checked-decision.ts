import type { CompanyId, SiteUid } from '../../identity.ts';
import type { Association } from '../associations.ts';
import type { InventoryIndex } from '../inventory-index.ts';
import type { Confirmation } from '../mapping-confirmation.ts';
import { quoted } from '../problems.ts';
import type { ListedSite } from '../scope.ts';
import type { EventFacts, EventType } from './event-types.ts';

/** What an accepted decision has done; the words of the actions that carry it out. */
export type EventVerb =
  | 'create'
  | 'associate'
  | 'move'
  | 'recreate'
  | 'reassociate'
  | 'rename-existing'
  | 'rename-to-site'
  | 'delete-company'
  | 'keep-company';

/** What the action needs to know, by the names that actions keep it under. */
export interface EventActionDetails {
  siteName: string;
  companyName?: string;
  companyId?: CompanyId;
  replaceVariable?: boolean;
  adoptPackage?: string;
  replacesCompanyId?: CompanyId;
  moveToId?: CompanyId;
  movedFromId?: CompanyId;
  renameCompanyId?: CompanyId;
  renameFrom?: string;
  renameTo?: string;
  endpoints?: number;
}

/** The event that was decided on, as its row has it. */
export interface DecidedEvent {
  type: EventType;
  siteUid: SiteUid;
  siteName: string;
  companyId: CompanyId | null;
  facts: EventFacts;
}

/** The event with facts of some types. */
export type EventOf<Type extends EventType> = DecidedEvent & {
  facts: EventFacts & { type: Type };
};

export type CheckedDecision =
  | {
      ok: true;
      /** What exactly will be done, for the confirmation. */
      lines: string[];
      /** Nothing for `ignore`, which has no action. */
      verb: EventVerb | null;
      details: EventActionDetails;
    }
  | RefusedDecision;

export interface RefusedDecision {
  ok: false;
  code: string;
  sentence: string;
}

export function refused(code: string, sentence: string): RefusedDecision {
  return { ok: false, code, sentence };
}

/** What a person agrees to by confirming the lines (spec 3.2.2, 3.2.3). */
export function consented({
  consents,
}: Pick<Confirmation, 'consents'>): Pick<EventActionDetails, 'replaceVariable' | 'adoptPackage'> {
  const replaces = consents.some(
    ({ kind }) => kind === 'replace-variable' || kind === 'recreate-masked-variable',
  );
  const adopted = consents.find((consent) => consent.kind === 'adopt-package');
  return {
    ...(replaces ? { replaceVariable: true } : {}),
    ...(adopted === undefined ? {} : { adoptPackage: adopted.packageName }),
  };
}

type SiteToAssociate = { ok: true; site: ListedSite } | RefusedDecision;

/** The event's site, if something may be done for it: managed, and read without contradiction. */
export function managedSite(index: InventoryIndex, event: DecidedEvent): SiteToAssociate {
  const site = index.siteOf.get(event.siteUid);
  const title = `Site ${quoted(event.siteName)}`;
  if (site === undefined) {
    const sentence = `${title} is not among the managed sites any more. Sync to see how it stands.`;
    return refused('site-not-listed', sentence);
  }
  return site.settled
    ? { ok: true, site }
    : refused(
        'site-unsettled',
        `${title} came twice in the listing with different facts. Sync to read it again.`,
      );
}

/** The event's site, if it has no association yet. */
export function unassociatedSite(index: InventoryIndex, event: DecidedEvent): SiteToAssociate {
  const association = index.associationOf.get(event.siteUid);
  if (association === undefined) return managedSite(index, event);
  return refused(
    'already-associated',
    `Site ${quoted(event.siteName)} has been associated with ${quoted(association.companyName)} meanwhile.`,
  );
}

/** The association that the event is about, if it still is the one. */
export function associationAsFound(
  index: InventoryIndex,
  event: EventOf<'destination-moved' | 'destination-deleted' | 'source-deleted'>,
): { ok: true; association: Association } | RefusedDecision {
  const association = index.associationOf.get(event.siteUid);
  const { companyId, companyName } = event.facts;
  return association?.companyId === companyId
    ? { ok: true, association }
    : refused(
        'association-changed',
        `Site ${quoted(event.siteName)} is no longer associated with ${quoted(companyName)}. Sync to see how it stands.`,
      );
}
