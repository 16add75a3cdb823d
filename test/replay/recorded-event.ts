import { resolveEventWorkflowId } from '../../temporal-config/names.ts';
import { decide, eventOf } from '../matrix/play-decisions.ts';
import { place, settings, type Placed } from '../matrix/place.ts';
import type { FindingName } from '../matrix/cases.ts';
import type { Hands } from '../matrix/hands.ts';
import type { EventChoice } from '../../rules/gravityzone/events/event-decision.ts';
import type { Msp, Scene } from '../sync/scene.ts';

/** Discrepancies in an MSP, each on a site of its own, and their events by the name given. */
export interface PlacedEvents {
  msp: Msp;
  hands: Hands;
  of: (name: string) => Placed;
}

/** Places them; no run has seen them yet, and those to come handle what they may. */
export async function placeEvents(
  { msp: open }: Scene,
  cases: Record<string, FindingName>,
): Promise<PlacedEvents> {
  const msp = await open({ sites: 6 });
  const { placed, hands } = await place(msp, Object.entries(cases));
  const of = (name: string): Placed => {
    const one = placed.find(({ id }) => id === name);
    if (!one) throw new Error(`“${name}” was not placed`);
    return one;
  };
  return { msp, hands, of };
}

/** Has a run raise the events and handle none. */
export async function raise({ msp }: PlacedEvents): Promise<void> {
  await msp.settings({ ...settings, handling: 'manual' });
  await msp.sync();
}

/** The workflow of the one event of a site. */
export async function workflowOf({ msp }: PlacedEvents, one: Placed): Promise<string> {
  const { type, siteUid } = await eventOf(msp, one);
  return resolveEventWorkflowId({ tenantId: msp.tenant.id, type, siteUid });
}

/** Decides as an operator does, and expects that to end so. */
export async function decided(
  scene: Scene,
  { msp }: PlacedEvents,
  one: Placed,
  choice: EventChoice,
  end: 'done' | 'refused' = 'done',
): Promise<void> {
  const { state, outcome } = await decide(scene, msp, one, { choice: () => choice });
  if (state !== end) throw new Error(`${one.id}: ${choice.do} is ${state}: ${outcome ?? ''}`);
}
