import { and, eq, inArray } from 'drizzle-orm';
import type { EventChoice } from '../../rules/gravityzone/events/event-decision.ts';
import type { Acting } from '../acting.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused, type RefusedCode } from '../refused.ts';
import { decision, event, tenant } from '../schema/index.ts';
import { actorName, sameActor } from './actor-name.ts';
import { auditEvent } from './audit-event.ts';
import { checkChoice } from './check-choice.ts';
import { lockEvent } from './lock-events.ts';
import type { EventRow } from './move-event.ts';
import { nudgeEvents } from './nudge-events.ts';
import { actionAtWork, whyNotDecided, whyStale } from './state-sentence.ts';
import { fromStore, sameChoice, toStore } from './stored-choice.ts';

export interface EventWish {
  choice: EventChoice;
  /** The occurrence and facts that the person saw: a decision for others is refused. */
  occurrence?: number;
  factsHash?: string;
  /** Only says what would be done. */
  preview?: boolean;
  why?: string;
}

export interface DecidedEvent {
  /** Nothing for a preview. */
  decisionId: string | null;
  /** What is done, line by line. */
  lines: string[];
}

/**
 * Stores what a person decides on an event; its workflow carries it out. Deciding the same again
 * while that is under way answers the same decision.
 *
 * @throws {Refused} `not-found`; `conflict` if it can't be decided, or somebody has; `changed` if it
 * is not what the person saw.
 */
export function decideEvent(
  db: Database,
  acting: Acting,
  eventId: string,
  wish: EventWish,
): Promise<DecidedEvent> {
  const { tenantId, actor } = acting;
  return withTenant(db, tenantId, async (tx) => {
    const row = wish.preview ? await readRow(tx, eventId) : await lockRow(tx, tenantId, eventId);
    if (!row) throw new Refused('not-found', `There is no event ${eventId}.`);
    const earlier = await openDecision(tx, row, acting, wish.choice);
    if (earlier) return wish.preview ? { ...earlier, decisionId: null } : earlier;
    const whyNot = whyNotDecided(row, await actionAtWork(tx, eventId));
    if (whyNot !== null) throw new Refused('conflict', whyNot);
    const stale = whyStale(row, wish);
    if (stale !== null) throw new Refused('changed', stale);
    const checked = await checkChoice(tx, row, wish.choice);
    if (!checked.ok) throw new Refused(refusedAs(checked.code), checked.sentence);
    const { lines } = checked;
    if (wish.preview) return { decisionId: null, lines };

    const { occurrence, factsHash } = row;
    const [decided] = await tx
      .insert(decision)
      .values({
        tenantId,
        kind: 'event',
        targetId: eventId,
        choice: toStore({ choice: wish.choice, occurrence, factsHash, lines }),
        by: actor,
        why: wish.why ?? null,
      })
      .returning({ id: decision.id });
    if (!decided) throw new Error('a decision was inserted without an id');
    await nudgeEvents(tx, tenantId, [eventId]);
    await auditEvent(tx, row, 'decided', {
      actor,
      before: { state: row.state, sentence: row.sentence },
      after: { choice: wish.choice, lines, decisionId: decided.id },
      why: wish.why ?? null,
    });
    return { decisionId: decided.id, lines };
  });
}

/** What was chosen is at fault, or the world; anything else stands in the way for now. */
function refusedAs(code: string): RefusedCode {
  if (atFault.includes(code)) return 'bad-input';
  return changed.includes(code) ? 'changed' : 'conflict';
}

const atFault = [
  'action-not-of-type',
  'company-needed',
  'company-not-of-name',
  'name-differs',
  'name-unusable',
  'prefix-needed',
];
const changed = ['association-changed', 'facts-changed', 'no-longer-applies', 'site-is-back'];

async function readRow(tx: Transaction, eventId: string): Promise<EventRow | undefined> {
  const [row] = await tx.select().from(event).where(eq(event.id, eventId));
  return row;
}

async function lockRow(
  tx: Transaction,
  tenantId: string,
  eventId: string,
): Promise<EventRow | null> {
  // One decision at a time in a tenant: two that want the same company can't both find it free.
  await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.id, tenantId)).for('update');
  return lockEvent(tx, tenantId, eventId);
}

/** The same person's same decision that is under way already: a double click is one decision. */
async function openDecision(
  tx: Transaction,
  row: EventRow,
  { actor }: Acting,
  choice: EventChoice,
): Promise<DecidedEvent | null> {
  const [open] = await tx
    .select()
    .from(decision)
    .where(
      and(
        eq(decision.kind, 'event'),
        eq(decision.targetId, row.id),
        inArray(decision.state, ['pending', 'taken']),
      ),
    );
  if (!open) return null;
  const stored = fromStore(open.choice);
  if (sameActor(open.by, actor) && sameChoice(stored.choice, choice)) {
    return { decisionId: open.id, lines: stored.lines };
  }
  throw new Refused(
    'conflict',
    `${actorName(open.by)} decided “${stored.choice.do}” on the event of site “${row.siteName}” at ${open.createdAt.toISOString()}, and it is being carried out. Wait for its outcome.`,
  );
}
