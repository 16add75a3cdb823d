import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { environmentForChild, readServiceSettings } from '../../environment/environment.ts';
import { createKeyring, parseMasterKeys } from '../../keys/keyring.ts';
import { connectTemporal, createClient } from '../../temporal-config/connection.ts';
import { searchAttributes, workflowTypes } from '../../temporal-config/names.ts';

const lookAgainMs = 100;

/**
 * Events in the history of each workflow of a tenant, by workflow id, once all runs and mappings have
 * ended: a run's row ends a moment before its workflow. The workflow of an open event waits on. Of several executions of one id the longest counts.
 * @param environment what the product gave its children
 */
export async function historyLengths(
  environment: Readonly<Record<string, string | undefined>>,
  tenantId: string,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const { temporal, masterKey } = readServiceSettings(environmentForChild(environment));
  const connection = await connectTemporal(temporal);
  try {
    const keyring = createKeyring(parseMasterKeys(masterKey));
    return await lengthsOf(createClient(connection, temporal, keyring), tenantId, signal);
  } finally {
    await connection.close();
  }
}

async function lengthsOf(
  client: Client,
  tenantId: string,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const query = `${searchAttributes.tenant.name} = '${tenantId}'`;
  const atWork = `${query} AND ExecutionStatus = 'Running' AND WorkflowType != '${workflowTypes.resolveEvent}'`;
  while ((await client.workflow.count(atWork)).count > 0) {
    await sleep(lookAgainMs, undefined, { signal });
  }
  const lengths = new Map<string, number>();
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const { historyLength } = await client.workflow.getHandle(workflowId, runId).describe();
    lengths.set(workflowId, Math.max(historyLength, lengths.get(workflowId) ?? 0));
  }
  return Object.fromEntries([...lengths].toSorted(([one], [other]) => one.localeCompare(other)));
}
