import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { decideEvent } from '../../db/events/decide-event.ts';
import { decision, event } from '../../db/schema/index.ts';
import type { EventChoice } from '../../rules/gravityzone/events/event-decision.ts';
import type { CompanyId } from '../../rules/identity.ts';
import type { Msp, Scene } from '../sync/scene.ts';
import type { Decision, End, Finding, Handling, Level, Settings } from './case-types.ts';
import { columns } from './case-types.ts';
import { findings } from './cases.ts';
import { decisions } from './decisions.ts';
import { effectsByCase, endOf, eventsOf } from './observe.ts';
import { isIn, rateScale, type Played } from './play-runs.ts';
import { place, settings, type Placed } from './place.ts';

export interface DecisionSeen {
  /** The one event of the site, after the decision and after the next run. */
  state: string;
  effects: string[];
  end: End;
  nextRun: { state: string; occurrences: number; effects: string[]; end: End };
}

/**
 * Plays every decision on one sandbox: the change, a run that raises the event and handles nothing,
 * the decision at the level and handling, the next run.
 */
export async function playDecisions(
  scene: Scene,
  level: Level,
  handling: Handling,
  ids: readonly string[],
  switches: Settings = {},
): Promise<Played<string, DecisionSeen>> {
  const msp = await scene.msp({ sites: 1, rateScale });
  await msp.vendors.switches(switches);
  const { placed, hands } = await place(
    msp,
    ids.map((id) => [id, named(id).finding]),
  );
  await msp.settings({ ...settings, handling: 'manual' });
  await msp.sync();
  await msp.settings({ ...settings, level, handling });

  const { last } = await msp.vendors.log();
  await Promise.all(placed.map((one) => decide(scene, msp, one, named(one.id))));
  const decided = effectsByCase(await msp.log(last), placed);
  const states = await eventStates(msp);
  const ends = new Map<string, End>();
  for (const one of placed) ends.set(one.id, await endOf(msp, hands, one));

  const run = await msp.sync();
  const next = effectsByCase(run.calls, placed);
  const statesThen = await eventStates(msp);
  const seen = new Map<string, DecisionSeen>();
  for (const one of placed) {
    const then = statesThen(one);
    const end = await endOf(msp, hands, one);
    seen.set(one.id, {
      state: states(one).state,
      effects: decided.get(one.id) ?? [],
      end: ends.get(one.id) ?? end,
      nextRun: { ...then, effects: next.get(one.id) ?? [], end },
    });
  }
  return { msp, seen, besides: [...(decided.get(null) ?? []), ...(next.get(null) ?? [])] };
}

function named(id: string): Decision {
  const found = decisions[id];
  if (!found) throw new Error(`there is no decision ${id}`);
  return found;
}

/** Decides on the event of a site as an operator does, and waits for the outcome. */
export async function decide(
  scene: Scene,
  msp: Msp,
  one: Placed,
  { choice }: Pick<Decision, 'choice'>,
): Promise<typeof decision.$inferSelect> {
  const { companies } = (await msp.state()).gravityzone;
  const row = await eventOf(msp, one);
  const companyId = (name: string) =>
    (companies.find((company) => company.name === name)?.id ?? '') as CompanyId;
  return decideOn(scene, msp, row, choice({ name: one.name, companyId }));
}

async function decideOn(
  { install: { db, owner } }: Scene,
  { tenant }: Msp,
  { id, occurrence, factsHash }: typeof event.$inferSelect,
  choice: EventChoice,
): Promise<typeof decision.$inferSelect> {
  const wish = { choice, occurrence, factsHash };
  const { decisionId } = await decideEvent(db, tenant.acting, id, wish);
  for (;;) {
    // One round trip, since a whole column of decisions is waited for at once.
    const open = await owner`
      select from decision where id = ${decisionId} and state in ('pending', 'taken')`;
    if (open.length === 0) break;
    await sleep(250);
  }
  const [settled] = await tenant.read((tx) =>
    tx
      .select()
      .from(decision)
      .where(eq(decision.id, decisionId ?? '')),
  );
  if (!settled) throw new Error('the decision is gone');
  return settled;
}

/** The event that a case is about. */
export async function eventOf(
  { tenant }: Msp,
  { siteUid, id }: Placed,
): Promise<typeof event.$inferSelect> {
  const rows = await tenant.read((tx) => tx.select().from(event).where(eq(event.siteUid, siteUid)));
  const [row, ...others] = rows;
  if (!row || others.length > 0) throw new Error(`${rows.length} events of “${id}”`);
  return row;
}

async function eventStates(
  msp: Msp,
): Promise<(one: Placed) => { state: string; occurrences: number }> {
  const rows = await eventsOf(msp);
  return ({ siteUid }) => {
    const of = rows.filter((row) => row.siteUid === siteUid);
    const state = of.map(({ type, state }) => `${type} ${state}`).join(', ');
    return { state, occurrences: of[0]?.occurrences ?? 0 };
  };
}

/** What is to be seen of a decision, whatever the level and handling but for what the next run finds. */
export function expectedOfDecision(
  id: string,
  level: Level,
  handling: Handling,
  switches: Settings = {},
): DecisionSeen {
  const decided = named(id);
  const other = decided.otherwise?.find(({ when }) => isIn(when, switches));
  const { effects, end, state } = { ...decided, ...other };
  const finding: Finding = findings[decided.finding];
  const column = columns.findIndex((one) => one[0] === level && one[1] === handling);
  const inScope = finding.runs[column] !== 'nothing';
  const left = state === 'handled';
  const then = left ? 'handled' : inScope ? 'open' : 'no-longer-applies';
  return {
    state: `${finding.event} ${state}`,
    effects: [...effects],
    end,
    nextRun: {
      state: `${finding.event} ${then}`,
      occurrences: state === 'ignored' && inScope ? 2 : 1,
      effects: [],
      end,
    },
  };
}
