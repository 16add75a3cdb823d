import { eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { readingItem } from '../readings/load-reading.ts';
import { companyPayload, sitePayload } from '../readings/payloads.ts';
import { association } from '../schema/index.ts';
import type { EventReadings } from './found-events.ts';
import type { EventRow } from './move-event.ts';

/** What a run saw of an event that it no longer found, in a sentence. */
export async function whatWasSeen(
  tx: Transaction,
  row: EventRow,
  { sitesReadingId, companiesReadingId }: EventReadings,
): Promise<string> {
  const parts = [
    await seenSite(tx, row, sitesReadingId),
    await seenAssociation(tx, row),
    await seenCompany(tx, row, companiesReadingId),
  ];
  return `The discrepancy is gone: ${parts.filter((part) => part !== null).join('; ')}.`;
}

async function seenSite(
  tx: Transaction,
  { siteUid, siteName }: EventRow,
  readingId: string | null,
): Promise<string | null> {
  if (readingId === null) return null;
  const payload = await readingItem(tx, readingId, siteUid);
  if (payload === undefined) return `site “${siteName}” is not listed`;
  const site = sitePayload.parse(payload);
  return `site “${site.name}” is ${site.onDemand ? 'listed as OnDemand' : 'listed'}`;
}

async function seenAssociation(tx: Transaction, { siteUid }: EventRow): Promise<string> {
  const [there] = await tx
    .select({ companyName: association.companyName })
    .from(association)
    .where(eq(association.siteUid, siteUid));
  return there ? `it is associated with company “${there.companyName}”` : 'it has no association';
}

async function seenCompany(
  tx: Transaction,
  { companyId, companyName }: EventRow,
  readingId: string | null,
): Promise<string | null> {
  if (readingId === null || companyId === null) return null;
  const payload = await readingItem(tx, readingId, companyId);
  if (payload === undefined) return `company “${companyName ?? companyId}” is not in view`;
  const company = companyPayload.parse(payload);
  const partner = await partnerName(tx, readingId, company.partnerId);
  return `company “${company.name}” is in view under “${partner}”`;
}

async function partnerName(
  tx: Transaction,
  readingId: string,
  partnerId: string | null,
): Promise<string> {
  if (partnerId === null) return 'a partner out of sight';
  const payload = await readingItem(tx, readingId, partnerId);
  return payload === undefined ? partnerId : companyPayload.parse(payload).name;
}
