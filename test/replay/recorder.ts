import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { desc } from 'drizzle-orm';
import { format } from 'prettier';
import { run } from '../../db/schema/index.ts';
import { syncGravityzoneWorkflowId, syncItglueWorkflowId } from '../../temporal-config/names.ts';
import type { TestDestination } from '../harness/tenant.ts';
import type { Msp, Scene } from '../sync/scene.ts';
import { decodedHistory } from './decode-history.ts';
import { recordingsDir } from './recordings.ts';

const partsOfRuns = {
  gravityzone: { workflow: 'syncGravityzone', workflowId: syncGravityzoneWorkflowId },
  itglue: { workflow: 'syncItglue', workflowId: syncItglueWorkflowId },
};

/** Writes histories down under a name, by what they are of. */
export interface Recorder {
  /** The history of an execution when it has ended; the newest one of that id, which may be yet to start. */
  save: (name: string, workflowId: string, runId?: string) => Promise<void>;
  /** As it is by now, ended or not. */
  saveSoFar: (name: string, workflowId: string) => Promise<void>;
  /** Both executions of a workflow that went on as a new one. */
  saveTwo: (name: string, workflowId: string) => Promise<void>;
  /** The newest run, and those of its parts that it came to: GravityZone's where nothing is said. */
  saveRun: (msp: Msp, name: string, parts?: readonly TestDestination[]) => Promise<void>;
}

/** Removes what was recorded before; folders hold what is never recorded anew. */
export async function removeRecordings(): Promise<void> {
  await mkdir(recordingsDir, { recursive: true });
  const names = (await readdir(recordingsDir)).filter((name) => name.endsWith('.json'));
  for (const name of names) await rm(path.join(recordingsDir, name));
}

export function createRecorder({ install: { temporal, keyring } }: Scene): Recorder {
  const executionOf = (workflowId: string, runId?: string) =>
    temporal.workflow.getHandle(workflowId, runId);

  async function saveSoFar(name: string, workflowId: string, runId?: string): Promise<void> {
    const history = await executionOf(workflowId, runId).fetchHistory();
    const recorded = { workflowId, history: await decodedHistory(history, keyring) };
    const text = await format(JSON.stringify(recorded), { parser: 'json', printWidth: 100 });
    await writeFile(path.join(recordingsDir, `${name}.json`), text);
    process.stdout.write(`${name}: ${history.events?.length ?? 0} events, ${text.length} bytes\n`);
  }

  async function save(name: string, workflowId: string, runId?: string): Promise<void> {
    const execution = executionOf(workflowId, runId);
    await until(async () => {
      const found = await execution.describe().catch(notStarted);
      return found !== null && found.status.name !== 'RUNNING';
    });
    await saveSoFar(name, workflowId, runId);
  }

  async function saveTwo(name: string, workflowId: string): Promise<void> {
    const second = await executionOf(workflowId).describe();
    const firstRunId = second.raw.workflowExecutionInfo?.firstRunId;
    if (!firstRunId || firstRunId === second.runId) {
      throw new Error(`${workflowId} did not go on as a second execution`);
    }
    await save(`${name}-first-of-two`, workflowId, firstRunId);
    await save(`${name}-second-of-two`, workflowId, second.runId);
  }

  return {
    save,
    saveSoFar: (name, workflowId) => saveSoFar(name, workflowId),
    saveTwo,
    async saveRun({ tenant }, name, parts = ['gravityzone']) {
      const [row] = await tenant.read((tx) =>
        tx.select().from(run).orderBy(desc(run.startedAt)).limit(1),
      );
      if (!row) throw new Error('there was no run');
      await save(`syncTenant-${name}`, row.workflowId, row.workflowRunId);
      for (const part of parts) {
        const { workflow, workflowId } = partsOfRuns[part];
        await save(`${workflow}-${name}`, workflowId(tenant.id, row.id));
      }
    },
  };
}

function notStarted(error: unknown): null {
  if (error instanceof WorkflowNotFoundError) return null;
  throw error;
}

/** Waits for a condition of the outside world. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

/** Has the first activity that a workflow waits for fail for good, as its time-out would. */
export async function giveUp({ install }: Scene, workflowId: string): Promise<void> {
  const { workflow, activity } = install.temporal;
  const { raw } = await workflow.getHandle(workflowId).describe();
  const activityId = raw.pendingActivities?.[0]?.activityId;
  if (!activityId) throw new Error(`${workflowId} waits for no activity`);
  const failure = ApplicationFailure.nonRetryable('It was given up.', 'transient');
  await activity.fail({ workflowId, activityId }, failure);
}
