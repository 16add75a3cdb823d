import { and, asc, eq, sql } from 'drizzle-orm';
import { matchSubject } from '../actions/subject.ts';
import type { Transaction } from '../connect.ts';
import { match, matchItem, notAMatch, type MatchDetails } from '../schema/index.ts';
import { openItems } from './settle-match-decision.ts';

export type MatchRow = typeof match.$inferSelect;

/**
 * What a run judges by of a match that is recorded. Of a large tenant the rows whole, with what the
 * last run made of each, would be most of what its matching holds in memory.
 */
export type StandingMatch = Pick<
  MatchRow,
  | 'id'
  | 'kind'
  | 'sourceId'
  | 'name'
  | 'organizationSourceId'
  | 'siteUid'
  | 'state'
  | 'destinationId'
  | 'destinationName'
  | 'origin'
  | 'present'
  | 'matchedAt'
> & { details: Pick<MatchDetails, 'matchedAs'> };

/** What people decided, and what is matched. */
export interface StandingDecisions {
  /** Pairs that a person took apart: destinations by {@link matchSubject} of the source. */
  apart: ReadonlyMap<string, ReadonlySet<string>>;
  /** Sources that a person has decided about, which is not carried out yet. */
  decided: ReadonlySet<string>;
  /** Configurations that such a decision names. */
  wanted: ReadonlySet<string>;
  /** Configurations that a device is matched to. */
  taken: ReadonlySet<string>;
}

/** What stands in our records of matches. */
export interface RecordedMatches extends StandingDecisions {
  /** By {@link matchSubject}. */
  rows: ReadonlyMap<string, StandingMatch>;
}

/** Everything that is recorded of a tenant's matches. */
export async function loadRecordedMatches(
  tx: Transaction,
  tenantId: string,
): Promise<RecordedMatches> {
  const rows = new Map<string, StandingMatch>();
  for await (const page of matchPages(tx, tenantId)) {
    for (const row of page) rows.set(matchSubject(row.kind, row.sourceId), row);
  }
  return { rows, ...(await loadStandingDecisions(tx, tenantId)) };
}

const standing = {
  id: match.id,
  kind: match.kind,
  sourceId: match.sourceId,
  name: match.name,
  organizationSourceId: match.organizationSourceId,
  siteUid: match.siteUid,
  state: match.state,
  destinationId: match.destinationId,
  destinationName: match.destinationName,
  origin: match.origin,
  present: match.present,
  matchedAt: match.matchedAt,
  details: sql<
    Pick<MatchDetails, 'matchedAs'>
  >`jsonb_strip_nulls(jsonb_build_object('matchedAs', ${match.details} -> 'matchedAs'))`,
};

/** How many rows are read at once: while they are parsed, nothing else is done. */
const pageSize = 2_000;

async function* matchPages(tx: Transaction, tenantId: string): AsyncGenerator<StandingMatch[]> {
  let last: StandingMatch | undefined;
  do {
    // In the order of the index that finds a tenant's rows.
    const after =
      last && sql`(${match.kind}, ${match.sourceId}) > (${last.kind}, ${last.sourceId})`;
    const page = await tx
      .select(standing)
      .from(match)
      .where(and(eq(match.tenantId, tenantId), after))
      .orderBy(asc(match.kind), asc(match.sourceId))
      .limit(pageSize);
    yield page;
    last = page.length < pageSize ? undefined : page.at(-1);
  } while (last);
}

/** Some rows whole, by {@link matchSubject}. */
export async function wholeRows(
  tx: Transaction,
  tenantId: string,
  wanted: readonly Pick<MatchRow, 'kind' | 'sourceId'>[],
): Promise<ReadonlyMap<string, MatchRow>> {
  const subjects = JSON.stringify(wanted.map(({ kind, sourceId }) => ({ kind, id: sourceId })));
  const rows = await tx
    .select()
    .from(match)
    .where(
      and(
        eq(match.tenantId, tenantId),
        sql`(${match.kind}, ${match.sourceId}) in (
          select wanted.kind, wanted.id
          from json_to_recordset(${subjects}::json) as wanted(kind text, id text))`,
      ),
    );
  return new Map(rows.map((row) => [matchSubject(row.kind, row.sourceId), row]));
}

/** What comes before a rule: looked at again before its matches are saved. */
export async function loadStandingDecisions(
  tx: Transaction,
  tenantId: string,
): Promise<StandingDecisions> {
  const items = await tx
    .select({ kind: matchItem.kind, sourceId: matchItem.sourceId, choice: matchItem.choice })
    .from(matchItem)
    .where(and(eq(matchItem.tenantId, tenantId), openItems));
  const matched = await tx
    .select({ id: match.destinationId })
    .from(match)
    .where(and(eq(match.tenantId, tenantId), eq(match.kind, 'device'), eq(match.state, 'matched')));
  return {
    apart: await loadApart(tx, tenantId),
    decided: new Set(items.map(({ kind, sourceId }) => matchSubject(kind, sourceId))),
    wanted: new Set(
      items.flatMap(({ kind, choice }) =>
        kind === 'device' && (choice.do === 'accept' || choice.do === 'to')
          ? [choice.destinationId]
          : [],
      ),
    ),
    taken: new Set(matched.flatMap(({ id }) => (id === null ? [] : [id]))),
  };
}

async function loadApart(tx: Transaction, tenantId: string): Promise<StandingDecisions['apart']> {
  const rows = await tx
    .select({
      kind: notAMatch.kind,
      sourceId: notAMatch.sourceId,
      destinationId: notAMatch.destinationId,
    })
    .from(notAMatch)
    .where(eq(notAMatch.tenantId, tenantId));
  const apart = new Map<string, Set<string>>();
  for (const { kind, sourceId, destinationId } of rows) {
    const subject = matchSubject(kind, sourceId);
    apart.set(subject, (apart.get(subject) ?? new Set()).add(destinationId));
  }
  return apart;
}
