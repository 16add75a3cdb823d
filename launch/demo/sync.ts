import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, ApiClient } from '../../api/client.ts';
import { callApi } from '../../cli/call-api.ts';
import type { Telling } from './tell.ts';

/** A run with everything the API says of it. */
export type Run = Answer<ApiClient['v1']['runs'][':id']['$get']>;

/** A person at the API. */
export interface Person {
  readonly client: ApiClient;
  readonly signal: AbortSignal;
}

export const pollMs = 200;

/** Asks for a run and waits until it has ended. */
export async function sync(person: Person, telling: Telling): Promise<Run> {
  const { requestId } = await callApi(
    person.client.v1.runs.$post({ json: { kind: 'sync', why: 'demo' } }),
  );
  return untilAnswered(person, requestId, telling);
}

/** Waits for the end of the run that answers a request. */
export async function untilAnswered(
  { client: { v1 }, signal }: Person,
  requestId: string,
  { note }: Telling,
): Promise<Run> {
  for (;;) {
    const request = await callApi(v1['run-requests'][':id'].$get({ param: { id: requestId } }));
    if (request.runId !== null && request.runFinishedAt !== null) {
      return callApi(v1.runs[':id'].$get({ param: { id: request.runId } }));
    }
    note(request.runId === null ? 'waiting for the run' : await progressOf(v1));
    await sleep(pollMs, undefined, { signal });
  }
}

async function progressOf(v1: ApiClient['v1']): Promise<string> {
  const { total } = await callApi(v1.sites.$get({ query: { filter: 'associated', limit: '1' } }));
  return total === 0 ? 'reading' : `${total} associations`;
}
