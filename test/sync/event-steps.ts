import { eq } from 'drizzle-orm';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Acting } from '../../db/acting.ts';
import { decideEvent } from '../../db/events/decide-event.ts';
import { decision, event } from '../../db/schema/index.ts';
import type { EventChoice } from '../../rules/gravityzone/events/event-decision.ts';
import type { EventState, EventType } from '../../rules/gravityzone/events/event-types.ts';
import type { Msp, Scene } from './scene.ts';

export type EventRow = typeof event.$inferSelect;
export type DecisionRow = typeof decision.$inferSelect;

/** What operators do with events, as verbs that a test reads like sentences. */
export function eventSteps({ install }: Pick<Scene, 'install'>) {
  const events = ({ tenant }: Msp) => tenant.read((tx) => tx.select().from(event));
  const decisionRow = async ({ tenant }: Msp, id: string): Promise<DecisionRow> => {
    const [row] = await tenant.read((tx) => tx.select().from(decision).where(eq(decision.id, id)));
    if (!row) throw new Error(`there is no decision ${id}`);
    return row;
  };
  return {
    events,
    /** The event of a type, which there is one of. */
    async eventOf(msp: Msp, type: EventType): Promise<EventRow> {
      const [one, ...others] = (await events(msp)).filter((row) => row.type === type);
      if (!one || others.length > 0) throw new Error(`not one event of type ${type}`);
      return one;
    },
    /** Decides as it was shown, and does not wait. */
    async decide(
      msp: Msp,
      { id, occurrence, factsHash }: Pick<EventRow, 'id' | 'occurrence' | 'factsHash'>,
      choice: EventChoice,
      actor: Acting['actor'] = msp.tenant.acting.actor,
    ): Promise<string> {
      const acting = { tenantId: msp.tenant.id, actor };
      const decided = await decideEvent(install.db, acting, id, { choice, occurrence, factsHash });
      if (decided.decisionId === null) throw new Error('nothing was decided');
      return decided.decisionId;
    },
    decisionRow,
    /** Waits for the end of a decision: what was done, or why it was refused. */
    async outcomeOf(msp: Msp, decisionId: string): Promise<DecisionRow> {
      for (;;) {
        const row = await decisionRow(msp, decisionId);
        if (row.state === 'done' || row.state === 'refused') return row;
        await sleep(50);
      }
    },
    /** Waits until an event has come to a state. */
    async untilState(msp: Msp, type: EventType, state: EventState): Promise<EventRow> {
      for (;;) {
        const found = (await events(msp)).find((row) => row.type === type);
        if (found?.state === state) return found;
        await sleep(50);
      }
    },
  };
}
