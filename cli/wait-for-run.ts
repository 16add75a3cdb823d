import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, ApiClient } from '../api/client.ts';
import { callApi } from './call-api.ts';
import type { Cli } from './cli.ts';

export type ShownRun = Answer<ApiClient['v1']['runs'][':id']['$get']>;

const pollMs = 1_000;

/** Waits until a request is answered and its run has finished. */
export async function waitForRun(
  cli: Cli,
  { v1 }: ApiClient,
  requestId: string,
): Promise<ShownRun> {
  const startedAt = Date.now();
  for (;;) {
    const request = await callApi(v1['run-requests'][':id'].$get({ param: { id: requestId } }));
    if (request.runId !== null && request.runFinishedAt !== null) {
      cli.progress('');
      return callApi(v1.runs[':id'].$get({ param: { id: request.runId } }));
    }
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    cli.progress(
      request.runId === null
        ? `Waiting for a run to start, ${seconds} s`
        : `Running, ${seconds} s${await callsSoFar(v1, request.runId)}`,
    );
    await pause(pollMs);
  }
}

/** From the list of runs: one run whole has its plan with it, too much to read twice a second. */
async function callsSoFar(v1: ApiClient['v1'], runId: string): Promise<string> {
  const { runs } = await callApi(v1.runs.$get({ query: { limit: '5' } }));
  const calls = runs.find(({ id }) => id === runId)?.calls ?? 0;
  return calls === 0 ? '' : `, ${calls} calls`;
}
