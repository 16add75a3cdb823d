import { and, eq } from 'drizzle-orm';
import type { Actor } from '../actor.ts';
import type { Transaction } from '../connect.ts';
import { notAMatch } from '../schema/index.ts';
import type { OwnChoice } from './change-match.ts';
import type { MatchRow } from './concerned-matches.ts';

/** What a person took apart stays apart, until a person puts it together. */
export async function rememberPairs(
  tx: Transaction,
  row: MatchRow,
  choice: OwnChoice,
  actor: Actor,
): Promise<void> {
  const apart = pairTakenApart(row, choice);
  if (apart) {
    const { tenantId, kind, sourceId } = row;
    await tx
      .insert(notAMatch)
      .values({ tenantId, kind, sourceId, by: actor, ...apart })
      .onConflictDoNothing();
  }
  if (choice.do !== 'accept' && choice.do !== 'to') return;
  await tx
    .delete(notAMatch)
    .where(
      and(
        eq(notAMatch.tenantId, row.tenantId),
        eq(notAMatch.kind, row.kind),
        eq(notAMatch.sourceId, row.sourceId),
        eq(notAMatch.destinationId, choice.destinationId),
      ),
    );
}

function pairTakenApart({ destinationId: former }: MatchRow, choice: OwnChoice) {
  if (choice.do === 'reject') {
    return { destinationId: choice.destinationId, because: 'rejected' as const };
  }
  if (former === null || (choice.do !== 'revert' && choice.do !== 'to')) return null;
  if (choice.do === 'to' && choice.destinationId === former) return null;
  return { destinationId: former, because: 'reverted' as const };
}
