import { decisions } from '../matrix/decisions.ts';
import { decide } from '../matrix/play-decisions.ts';
import type { FindingName } from '../matrix/cases.ts';
import type { Scene } from '../sync/scene.ts';
import { refusedCreation } from './faults.ts';
import { decided, placeEvents, raise, workflowOf, type PlacedEvents } from './recorded-event.ts';
import type { Recorder } from './recorder.ts';

/** Each primary action as an operator decides it, by its steps: one of the matrix's cases. */
const primary = {
  create: 'create with a given name',
  move: 'move',
  recreate: 'recreate with the site’s name',
  reassociate: 'associate (Destination deleted)',
  associate: 'associate (Association missing)',
  'rename-existing': 'rename-existing',
  'rename-to-site': 'rename-to-site',
  'delete-company': 'delete-company',
  'keep-company': 'keep-company',
};
const named = Object.entries(primary).map(([name, id]) => {
  const decision = decisions[id];
  if (!decision) throw new Error(`the matrix has no decision “${id}”`);
  return { name, decision };
});

/** What persons decide on events, and what can come in between. */
export async function recordDecisions(scene: Scene, recorder: Recorder): Promise<void> {
  const cases: Record<string, FindingName> = {
    changed: 'company-moved',
    resumed: 'company-of-its-name',
  };
  for (const { name, decision } of named) cases[name] = decision.finding;
  const placed = await placeEvents(scene, cases);
  await raise(placed);
  await recordPrimary(scene, recorder, placed);
  await recordChanged(scene, recorder, placed);
  await recordResumed(scene, recorder, placed);
}

async function recordPrimary(scene: Scene, { save }: Recorder, placed: PlacedEvents) {
  for (const { name, decision } of named) {
    const { state, outcome } = await decide(scene, placed.msp, placed.of(name), decision);
    if (state !== 'done') throw new Error(`${name} is ${state}: ${outcome ?? ''}`);
    await save(`resolveEvent-decided-${name}`, await workflowOf(placed, placed.of(name)));
  }
}

/** Refused by the action's own look, since the company was moved on; then let go. */
async function recordChanged(scene: Scene, { save }: Recorder, placed: PlacedEvents) {
  const { hands, of } = placed;
  const changed = of('changed');
  const companyId = await hands.companyId(changed.name);
  await hands.do('gravityzone.moveCompany', { companyId, newParentId: hands.secondPartnerId });
  await decided(scene, placed, changed, { do: 'move' }, 'refused');
  await decided(scene, placed, changed, { do: 'ignore' });
  await save('resolveEvent-facts-changed', await workflowOf(placed, changed));
}

/** Renamed, and then the creation is refused; decided again, it goes on from there. */
async function recordResumed(scene: Scene, { save }: Recorder, placed: PlacedEvents) {
  const resumed = placed.of('resumed');
  const choice = { do: 'rename-existing', prefix: 'Old' } as const;
  await placed.msp.vendors.fault(refusedCreation);
  await decided(scene, placed, resumed, choice, 'refused');
  await decided(scene, placed, resumed, choice);
  await save('resolveEvent-resumed', await workflowOf(placed, resumed));
}
