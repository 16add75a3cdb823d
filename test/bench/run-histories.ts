import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { syncGravityzoneWorkflowId } from '../../temporal-config/names.ts';
import type { RunRow } from '../harness/tenant.ts';

const { History } = proto.temporal.api.history.v1;
const { Payload } = proto.temporal.api.common.v1;

/** What a run leaves in Temporal, its GravityZone part included. */
export interface RunHistories {
  readonly events: number;
  readonly bytes: number;
  /** Of one payload as it is stored, encrypted. */
  readonly largestPayloadBytes: number;
  readonly byWorkflow: Readonly<Record<string, number>>;
}

/** Reads the raw histories of a run, waiting until its workflows have ended. */
export async function runHistories(client: Client, run: RunRow): Promise<RunHistories> {
  const parts = {
    syncTenant: run.workflowId,
    syncGravityzone: syncGravityzoneWorkflowId(run.tenantId, run.id),
  };
  await client.workflow.getHandle(run.workflowId).result();
  const histories = await Promise.all(
    Object.values(parts).map((id) => client.workflow.getHandle(id).fetchHistory()),
  );
  const lengths = histories.map(({ events }) => events?.length ?? 0);
  return {
    events: sum(lengths),
    bytes: sum(histories.map((history) => History.encode(history).finish().length)),
    largestPayloadBytes: Math.max(0, ...histories.flatMap((history) => payloadSizes(history))),
    byWorkflow: Object.fromEntries(
      Object.keys(parts).map((name, index) => [name, lengths[index] ?? 0]),
    ),
  };
}

/** The encoded size of every payload in a message, wherever it stands. */
function payloadSizes(message: unknown): number[] {
  if (Array.isArray(message)) return message.flatMap((item) => payloadSizes(item));
  if (message === null || typeof message !== 'object' || ArrayBuffer.isView(message)) return [];
  if (isPayload(message)) return [Payload.encode(message).finish().length];
  return Object.values(message).flatMap((item) => payloadSizes(item));
}

function isPayload(message: object): message is proto.temporal.api.common.v1.IPayload {
  return 'metadata' in message && 'data' in message && ArrayBuffer.isView(message.data);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
