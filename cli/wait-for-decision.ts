import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../api/client.ts';
import { callApi } from './call-api.ts';
import type { Cli, Outcome } from './cli.ts';
import { exitCodes } from './cli-error.ts';
import type { ShownEvent } from './event-text.ts';
import { plain } from './table.ts';
import { blocks, list } from './text.ts';
import { workflowText } from './workflow-text.ts';

/** What the API answers to a decision. */
interface Decided {
  lines: string[];
  decisionId: string | null;
}

const pollMs = 500;

/** What became of a decision on an event: waited for, unless told not to. */
export async function decisionOutcome(
  cli: Cli,
  v1: ApiClient['v1'],
  eventId: string,
  { lines, decisionId }: Decided,
  wait: boolean,
): Promise<Outcome> {
  const done = list('What is done:', lines);
  if (!wait || decisionId === null) {
    const text = `Stored. \`sitesync event ${eventId}\` shows what becomes of it.`;
    return { data: { lines, decisionId }, text: blocks(done, text) };
  }
  const event = await untilSettled(cli, v1, eventId, decisionId);
  const decision = decisionIn(event, decisionId);
  const begun = event.actions.some((action) => action.decisionId === decisionId);
  const fine = decision?.state === 'done';
  const outcome = decision?.outcome ?? '';
  return {
    data: { lines, decisionId, state: decision?.state ?? null, outcome, event },
    text: blocks(
      done,
      plain(`${fine ? 'Done' : begun ? 'Failed' : 'Refused'}: ${outcome}`),
      workflowText(event.workflowId, event.workflowUrl),
    ),
    exitCode: fine ? exitCodes.done : exitCodes.failed,
  };
}

async function untilSettled(
  cli: Cli,
  v1: ApiClient['v1'],
  eventId: string,
  decisionId: string,
): Promise<ShownEvent> {
  const startedAt = Date.now();
  for (;;) {
    const event = await callApi(v1.events[':id'].$get({ param: { id: eventId } }));
    const state = decisionIn(event, decisionId)?.state;
    if (state === 'done' || state === 'refused') {
      cli.progress('');
      return event;
    }
    const action = event.actions.find((one) => one.decisionId === decisionId);
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    cli.progress(`${progressText(state, action)}, ${seconds} s`);
    await pause(pollMs);
  }
}

function decisionIn({ decisions }: ShownEvent, id: string) {
  return decisions.find((decision) => decision.id === id);
}

function progressText(
  state: string | undefined,
  action: ShownEvent['actions'][number] | undefined,
): string {
  if (action?.state === 'working') return `${action.verb}: at its ${action.step ?? 'beginning'}`;
  return state === 'taken' ? 'Taken by its workflow' : 'Waiting for a worker';
}
