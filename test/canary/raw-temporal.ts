import { Client } from '@temporalio/client';
import type { Install } from '../harness/install.ts';

/** A payload as the server keeps it. */
export interface RawPayload {
  /** Where it stands: `history/…/input/payloads/0`. */
  path: string;
  encoding: string;
}

export interface RawTemporal {
  /** Every text and every byte sequence that the server keeps for us, as text. */
  text: string;
  payloads: RawPayload[];
  /** Each name of a failure, and each message or stack trace that is not empty. */
  failureTexts: string[];
  executions: number;
}

/** All executions and schedules of an install, read without its codec. */
export async function readRawTemporal({ temporal, namespace }: Install): Promise<RawTemporal> {
  const { connection } = temporal;
  const raw = new Client({ connection, namespace });
  const seen: Collected = { leaves: [], payloads: [], failureTexts: [] };
  let executions = 0;
  for await (const { workflowId, runId } of raw.workflow.list()) {
    executions += 1;
    const handle = raw.workflow.getHandle(workflowId, runId);
    collect(await handle.fetchHistory(), `history/${workflowId}`, seen);
    const execution = { workflowId, runId };
    const described = await raw.workflowService.describeWorkflowExecution({ namespace, execution });
    collect(described, `described/${workflowId}`, seen);
  }
  for await (const { scheduleId } of raw.schedule.list()) {
    const described = await raw.workflowService.describeSchedule({ namespace, scheduleId });
    collect(described, `schedule/${scheduleId}`, seen);
  }
  const { leaves, payloads, failureTexts } = seen;
  return { text: leaves.join('\n'), payloads, failureTexts, executions };
}

interface Collected {
  leaves: string[];
  payloads: RawPayload[];
  failureTexts: string[];
}

function collect(value: unknown, path: string, into: Collected): void {
  if (typeof value === 'string') {
    into.leaves.push(value);
    if (/\/(?:message|stackTrace)$/.test(path) && value !== '') into.failureTexts.push(value);
    return;
  }
  if (value instanceof Uint8Array) {
    into.leaves.push(Buffer.from(value).toString('utf8'), Buffer.from(value).toString('base64'));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ('metadata' in value && 'data' in value) {
    const { encoding } = (value.metadata ?? {}) as { encoding?: Uint8Array };
    into.payloads.push({ path, encoding: Buffer.from(encoding ?? []).toString() });
  }
  for (const [key, inner] of Object.entries(value)) {
    into.leaves.push(key);
    collect(inner, `${path}/${key}`, into);
  }
}
