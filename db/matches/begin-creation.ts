import { and, eq } from 'drizzle-orm';
import type { NamedRecord } from '../../rules/matching/choice-facts.ts';
import { matchSubject } from '../actions/subject.ts';
import type { Transaction } from '../connect.ts';
import { action, matchItem, type ActionDetails, type ActionVerb } from '../schema/index.ts';
import type { MatchCause } from './change-match.ts';
import type { MatchRow } from './concerned-matches.ts';

/** Makes the action that creates the record of an item; its end is the item's end. */
export async function beginCreation(
  tx: Transaction,
  { id, choice, position }: typeof matchItem.$inferSelect,
  row: MatchRow,
  organization: NamedRecord | null,
  { actor }: MatchCause,
): Promise<void> {
  if (choice.do !== 'create') throw new Error(`item ${id} creates nothing`);
  const { tenantId, kind, sourceId, siteUid, factsHash } = row;
  await tx
    .update(matchItem)
    .set({ state: 'working' })
    .where(and(eq(matchItem.id, id), eq(matchItem.state, 'pending')));
  await tx.insert(action).values({
    tenantId,
    siteUid,
    subjectKind: 'match',
    matchSubject: matchSubject(kind, sourceId),
    matchItemId: id,
    by: actor,
    position,
    factsHash,
    ...creationOf(row, choice.name, organization, choice.despite),
  });
}

function creationOf(
  { kind, sourceId, name }: MatchRow,
  givenName: string | undefined,
  organization: NamedRecord | null,
  despite: string[] = [],
): { verb: ActionVerb; details: ActionDetails } {
  if (kind === 'organization') {
    const organizationName = (givenName ?? name).trim();
    return { verb: 'create-organization', details: { siteName: name, organizationName, despite } };
  }
  if (organization === null) throw new Error(`device ${sourceId} is in no matched organization`);
  return {
    verb: 'create-configuration',
    details: {
      siteName: name,
      deviceUid: sourceId,
      deviceName: name,
      organizationId: organization.id,
      organizationName: organization.name,
      despite,
    },
  };
}
