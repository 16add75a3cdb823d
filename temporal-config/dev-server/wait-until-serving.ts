import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

const betweenTriesMs = 100;

/**
 * Waits until a Temporal front-end says SERVING and answers for all these namespaces, which a new
 * server registers a moment later.
 * @throws {Error} if it does not within `timeoutMs`.
 */
export async function waitUntilServing(
  address: string,
  namespaces: readonly string[],
  timeoutMs: number,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let last = 'it does not answer';
  while (performance.now() < deadline) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1_000 });
      try {
        await connection.healthService.check({
          service: 'temporal.api.workflowservice.v1.WorkflowService',
        });
        for (const namespace of namespaces) {
          await connection.workflowService.describeNamespace({ namespace });
        }
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(betweenTriesMs);
  }
  throw new Error(`not serving after ${timeoutMs} ms: ${last}`);
}
