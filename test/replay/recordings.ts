import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
import { z } from 'zod';

/** Where recorded histories are: `<workflow>-<what happened>.json`. */
export const recordingsDir = fileURLToPath(new URL('./histories', import.meta.url));

export interface Recording {
  name: string;
  workflowId: string;
  history: History;
}

const recordingSchema = z.object({
  workflowId: z.string(),
  history: z.record(z.string(), z.unknown()),
});

/** All recorded histories. Their payloads are in clear: ids and counts of a sample MSP. */
export async function readRecordings(): Promise<Recording[]> {
  const names = (await readdir(recordingsDir)).filter((name) => name.endsWith('.json'));
  return Promise.all(
    names.toSorted().map(async (name) => {
      const text = await readFile(path.join(recordingsDir, name), 'utf8');
      const { workflowId, history } = recordingSchema.parse(JSON.parse(text));
      return { name: name.replace(/\.json$/, ''), workflowId, history: fromJson(history) };
    }),
  );
}

/** As the protobuf classes write themselves: enums by name, bytes as base64. */
function fromJson(history: Record<string, unknown>): History {
  return proto.temporal.api.history.v1.History.fromObject(history);
}
