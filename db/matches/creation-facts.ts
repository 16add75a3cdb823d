import type { CreationFacts } from '../../rules/matching/choice-facts.ts';
import type { Transaction } from '../connect.ts';
import { configurationDoubles } from './configuration-doubles.ts';
import type { ChosenMatch, ConcernedMatches, MatchRow } from './concerned-matches.ts';
import { organizationDoubles } from './organization-doubles.ts';

/** One source that a record is to be created for. */
export interface ToCreate {
  row: MatchRow;
  /** The name of the new record. */
  name: string;
}

/** What stands against the creations among some choices, by match id. */
export async function creationFacts(
  tx: Transaction,
  tenantId: string,
  matches: ConcernedMatches,
  chosen: readonly ChosenMatch[],
): Promise<ReadonlyMap<string, CreationFacts>> {
  const wanted = chosen.flatMap(({ kind, sourceId, choice }) => {
    const row = matches.row(kind, sourceId);
    if (choice.do !== 'create' || !row) return [];
    return [{ row, name: choice.name ?? row.name }];
  });
  const of = (kind: MatchRow['kind']) => wanted.filter(({ row }) => row.kind === kind);
  return new Map([
    ...(await organizationDoubles(tx, of('organization'))),
    ...(await configurationDoubles(tx, tenantId, of('device'))),
  ]);
}
