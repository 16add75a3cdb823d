import { eq } from 'drizzle-orm';
import { canonicalHash } from '../../rules/canonical-hash.ts';
import {
  checkEventDecision,
  type CheckedDecision,
} from '../../rules/gravityzone/events/check-decision.ts';
import type { EventChoice } from '../../rules/gravityzone/events/event-decision.ts';
import { inventoryIndex } from '../../rules/gravityzone/inventory-index.ts';
import type { CompanyId, SiteUid } from '../../rules/identity.ts';
import type { Action } from '../actions/begin-step.ts';
import type { Transaction } from '../connect.ts';
import { stagingInventory } from '../mappings/staging-inventory.ts';
import { newestReading, readingItem } from '../readings/load-reading.ts';
import { companyDetailsPayload } from '../readings/payloads.ts';
import { decision, type ActionDetails, type ActionVerb } from '../schema/index.ts';
import type { EventRow } from './move-event.ts';
import { stoppedHalfWay } from './stopped-half-way.ts';
import { fromStore, sameChoice } from './stored-choice.ts';

export type CheckedChoice =
  | {
      ok: true;
      lines: string[];
      /** Nothing for `ignore`. */
      verb: ActionVerb | null;
      details: ActionDetails;
      /** The action that stopped half-way and that this choice goes on with. */
      goesOnWith: Action | null;
    }
  | Extract<CheckedDecision, { ok: false }>;

/**
 * Judges a choice on an event by the newest whole readings, as both the API and the event's workflow
 * do. What a person decides again after it stopped half-way goes on from there, even where what was
 * done already no longer fits the rule.
 *
 * @throws {Refused} `conflict` if an inventory was never read.
 */
export async function checkChoice(
  tx: Transaction,
  row: EventRow,
  choice: EventChoice,
): Promise<CheckedChoice> {
  const stopped = choice.do === 'ignore' ? null : await stoppedHalfWay(tx, row);
  const index = inventoryIndex(await stagingInventory(tx, row.tenantId));
  const decided = {
    type: row.type,
    siteUid: row.siteUid as SiteUid,
    siteName: row.siteName,
    companyId: row.companyId as CompanyId | null,
    facts: row.facts,
  };
  const checked = checkEventDecision(index, decided, choice, {
    endpoints: await endpointsOf(tx, row),
  });
  if (checked.ok) {
    const same = stopped?.verb === checked.verb && sameWork(stopped.details, checked.details);
    return { ...checked, goesOnWith: same ? stopped : null };
  }
  if (!stopped || !(await choseThat(tx, stopped, choice))) return checked;
  return {
    ok: true,
    lines: [
      `Go on from where it stopped: ${stopped.problem ?? 'it was not finished.'} What took effect is not done again.`,
    ],
    verb: stopped.verb,
    details: stopped.details,
    goesOnWith: stopped,
  };
}

/** The same things are to be done; what a person consents to on the way may be more by now. */
function sameWork(before: ActionDetails, now: ActionDetails): boolean {
  const work = (details: ActionDetails) => {
    const rest = { ...details };
    delete rest.replaceVariable;
    delete rest.adoptPackage;
    // No event's action writes fields.
    delete rest.changes;
    return canonicalHash({ ...rest } as Omit<typeof rest, 'changes'>);
  };
  return work(before) === work(now);
}

/** Whether the choice is the one that the stopped action carried out. */
async function choseThat(tx: Transaction, stopped: Action, choice: EventChoice): Promise<boolean> {
  if (stopped.decisionId === null) return asTheRun(stopped, choice);
  const [before] = await tx
    .select({ choice: decision.choice })
    .from(decision)
    .where(eq(decision.id, stopped.decisionId));
  return before !== undefined && sameChoice(fromStore(before.choice).choice, choice);
}

/** A run's action has no choice of a person's: what it did says what it was. */
function asTheRun({ verb, details }: Action, choice: EventChoice): boolean {
  if (verb !== choice.do) return false;
  switch (choice.do) {
    case 'recreate':
      return choice.name === undefined || choice.name === details.companyName;
    case 'associate':
      return choice.companyId === undefined || choice.companyId === details.companyId;
    case 'move':
      return true;
    case 'create':
    case 'rename-existing':
    case 'rename-to-site':
    case 'delete-company':
    case 'keep-company':
      return false;
  }
}

/** How many endpoints the event's company had when it was last read by its id. */
async function endpointsOf(tx: Transaction, { companyId }: EventRow): Promise<number | null> {
  const reading = companyId === null ? null : await newestReading(tx, 'details');
  if (reading === null || companyId === null) return null;
  const payload = await readingItem(tx, reading.id, companyId);
  return payload === undefined ? null : companyDetailsPayload.parse(payload).endpoints;
}
