import type { Effects } from './act.ts';
import { choicesOn } from './choices.ts';
import { decide, type Choice, type Decision } from './decide.ts';
import { count, newName, type Lane } from './lane.ts';
import * as make from './make-change.ts';
import { openEvents } from './model.ts';
import { decideAs, look, outcomeOf, type Sight } from './operators.ts';
import { companyOf } from './world.ts';
import type { ModelEvent, Site } from './world.ts';

/** How operators come to a decision. */
const manners = [
  'alone',
  'alone',
  'alone',
  'double click',
  'two at once',
  'overtaken by a change',
  'on an earlier sight',
] as const;
type Manner = (typeof manners)[number];

/** A decision to be made, by whom and how; what it leads to is the model's to say. */
export interface Intended {
  event: ModelEvent;
  site: Site;
  manner: Manner;
  choices: Choice[];
}

/** Which of the open events are decided, and how. */
export function intendDecisions(lane: Lane, share: number): Intended[] {
  const { random, world, spare } = lane;
  return openEvents(world).flatMap(({ site, ...event }) => {
    if (!random.chance(share)) return [];
    const offered = choicesOn(world, event, site, {
      newName: () => newName(lane),
      spareCompany: () => spare.shift(),
    });
    const manner = mannerFor(random.pick(manners), event);
    const picked = random.shuffle(offered).slice(0, manner === 'two at once' ? 2 : 1);
    return [{ event, site, manner, choices: picked.map((choice) => choice()) }];
  });
}

/** Only what moved can move on, and only what was raised again was seen before. */
function mannerFor(manner: Manner, { type, raised }: ModelEvent): Manner {
  if (manner === 'overtaken by a change' && type !== 'destination-moved') return 'alone';
  return manner === 'on an earlier sight' && raised < 2 ? 'alone' : manner;
}

/** What the vendors are to be told if every decision is carried out. */
export function effectsOf({ world }: Lane, intended: readonly Intended[]): Effects {
  const copy = structuredClone(world);
  return intended.flatMap((one) => {
    const [choice] = one.choices;
    const outcome = choice && decide(copy, decisionOf(one, choice));
    return outcome?.taken ? outcome.effects : [];
  });
}

/**
 * Makes a decision at the product and at the model, and compares what came of it.
 *
 * @returns what disagrees, and what the vendors were to be told.
 */
export async function play(
  lane: Lane,
  intended: Intended,
  decided: () => void,
): Promise<{ disagreements: string[]; effects: Effects }> {
  const { event, manner, site } = intended;
  const sight = await look(lane, event.type, event.siteUid);
  if (manner === 'on an earlier sight') sight.occurrence -= 1;
  if (manner === 'overtaken by a change') await overtake(lane, site);
  const ids = await decideAll(lane, intended, sight);
  decided();
  count(lane.happened.decisions, manner);
  for (const choice of intended.choices) count(lane.happened.decisions, choice.do);

  const accepted = ids.flatMap((id, index) => (id === null ? [] : [{ id, index }]));
  const what = `${manner}: ${intended.choices.map((one) => one.do).join(', ')} on ${event.type} of ${site.name}`;
  // One person's click twice is one decision; of two people's, one is told that the other was first.
  const taken = manner === 'two at once' ? accepted : new Set(accepted.map(({ id }) => id));
  if ([...taken].length > 1) {
    return { disagreements: [`${what}: more than one was accepted`], effects: [] };
  }
  const [first] = accepted;
  // Where two choose, the model is told whose choice came first: both are as good.
  const choice = intended.choices[first?.index ?? 0] ?? intended.choices[0];
  const expected = choice
    ? decide(lane.world, decisionOf(intended, choice))
    : { taken: false as const };
  const outcome = first
    ? await outcomeOf(lane, first.id)
    : { done: false, told: 'refused at once' };
  if (!expected.taken) lane.happened.refused += 1;
  if (outcome.done !== expected.taken) {
    const should = expected.taken ? 'done' : 'refused';
    return { disagreements: [`${what} was to be ${should}: ${outcome.told}`], effects: [] };
  }
  return { disagreements: [], effects: expected.taken ? expected.effects : [] };
}

/** Between the operator's look and the decision the company goes elsewhere. */
async function overtake(lane: Lane, { association }: Site): Promise<void> {
  const company = companyOf(lane.world, association?.companyId ?? '');
  const others = (['root', 'nested', 'second'] as const).filter(
    (one) => one !== company.under && one !== association?.expectedUnder,
  );
  await make.moveCompany(lane, company.id, lane.random.pick(others));
}

async function decideAll(
  lane: Lane,
  { manner, choices }: Intended,
  sight: Sight,
): Promise<(string | null)[]> {
  const [first, second] = choices;
  if (!first) return [];
  switch (manner) {
    case 'alone':
    case 'overtaken by a change':
    case 'on an earlier sight':
      return [await decideAs(lane, 'Ann', sight, first)];
    case 'double click': {
      lane.happened.contests += 1;
      const clicks = [first, first].map((choice) => decideAs(lane, 'Ann', sight, choice));
      return Promise.all(clicks);
    }
    case 'two at once': {
      lane.happened.contests += 1;
      return Promise.all([
        decideAs(lane, 'Ann', sight, first),
        decideAs(lane, 'Ben', sight, second ?? first),
      ]);
    }
  }
}

function decisionOf({ event, manner }: Intended, choice: Choice): Decision {
  const { type, siteUid, facts } = event;
  const raised = manner === 'on an earlier sight' ? event.raised - 1 : event.raised;
  return { type, siteUid, facts, raised, choice };
}
