import { and, eq, inArray } from 'drizzle-orm';
import type { ItemFacts, NamedRecord } from '../../rules/matching/choice-facts.ts';
import type { MatchChoice } from '../../rules/matching/match-choice.ts';
import { matchSubject } from '../actions/subject.ts';
import type { Transaction } from '../connect.ts';
import { match, type MatchKind } from '../schema/index.ts';

export type MatchRow = typeof match.$inferSelect;

/** One choice on one match. */
export interface ChosenMatch {
  kind: MatchKind;
  sourceId: string;
  choice: MatchChoice;
}

/** The matches that a set of choices is about, with those that bear on them. */
export class ConcernedMatches {
  readonly #rows: Map<string, MatchRow>;
  readonly #holders: Map<string, MatchRow>;

  private constructor(rows: readonly MatchRow[]) {
    this.#rows = new Map(rows.map((row) => [matchSubject(row.kind, row.sourceId), row]));
    const holding = rows.filter(({ kind, state }) => kind === 'device' && state === 'matched');
    this.#holders = new Map(holding.map((row) => [row.destinationId ?? '', row]));
  }

  /** @param lock keeps the chosen ones as they are until the transaction ends. */
  static async load(
    tx: Transaction,
    tenantId: string,
    chosen: readonly ChosenMatch[],
    lock: boolean,
  ): Promise<ConcernedMatches> {
    const rows: MatchRow[] = [];
    for (const kind of ['organization', 'device'] as const) {
      const ids = chosen.filter((one) => one.kind === kind).map(({ sourceId }) => sourceId);
      rows.push(...(await rowsOf(tx, tenantId, kind, ids, lock)));
    }
    const devices = rows.filter(({ kind }) => kind === 'device');
    const sources = new Set(devices.map(({ organizationSourceId }) => organizationSourceId));
    rows.push(...(await rowsOf(tx, tenantId, 'organization', [...sources], false)));
    rows.push(...(await holdersOf(tx, tenantId, chosen)));
    return new ConcernedMatches(rows);
  }

  row(kind: MatchKind, sourceId: string): MatchRow | undefined {
    return this.#rows.get(matchSubject(kind, sourceId));
  }

  /** What the source organization of a device is matched to. */
  organizationOf({ kind, organizationSourceId }: MatchRow): NamedRecord | null {
    if (kind === 'organization') return null;
    const row = this.row('organization', organizationSourceId);
    return row ? matchedTo(row) : null;
  }

  /** The name of another device that is matched to a configuration. */
  otherDevice({ kind, sourceId }: MatchRow, destinationId: string): string | null {
    if (kind === 'organization') return null;
    const holder = this.#holders.get(destinationId);
    return holder && holder.sourceId !== sourceId ? holder.name : null;
  }

  /** A match has changed in this very transaction. */
  keep(before: MatchRow, after: MatchRow): void {
    this.#rows.set(matchSubject(after.kind, after.sourceId), after);
    if (after.kind === 'organization') return;
    if (before.destinationId !== null) this.#holders.delete(before.destinationId);
    if (after.state === 'matched') this.#holders.set(after.destinationId ?? '', after);
  }
}

/** What a choice on a match is judged by. */
export function itemFacts(row: MatchRow): ItemFacts {
  const { kind, name, present, state, origin, verdict } = row;
  return {
    kind,
    name,
    present,
    state,
    matchedTo: matchedTo(row),
    byPerson: origin === 'person' || origin === 'created',
    noted: verdict.notes.length > 0,
    suggestions: verdict.suggestions,
  };
}

function matchedTo({ state, destinationId, destinationName }: MatchRow): NamedRecord | null {
  if (state !== 'matched' || destinationId === null) return null;
  return { id: destinationId, name: destinationName ?? destinationId };
}

async function rowsOf(
  tx: Transaction,
  tenantId: string,
  kind: MatchKind,
  sourceIds: readonly string[],
  lock: boolean,
): Promise<MatchRow[]> {
  if (sourceIds.length === 0) return [];
  const rows = tx
    .select()
    .from(match)
    .where(
      and(
        eq(match.tenantId, tenantId),
        eq(match.kind, kind),
        inArray(match.sourceId, [...sourceIds]),
      ),
    )
    .orderBy(match.id);
  return lock ? rows.for('update') : rows;
}

/** The devices that have the configurations that were chosen for others. */
async function holdersOf(
  tx: Transaction,
  tenantId: string,
  chosen: readonly ChosenMatch[],
): Promise<MatchRow[]> {
  const wanted = chosen.flatMap(({ kind, choice }) =>
    kind === 'device' && 'destinationId' in choice ? [choice.destinationId] : [],
  );
  if (wanted.length === 0) return [];
  return tx
    .select()
    .from(match)
    .where(
      and(
        eq(match.tenantId, tenantId),
        eq(match.kind, 'device'),
        eq(match.state, 'matched'),
        inArray(match.destinationId, wanted),
      ),
    );
}
