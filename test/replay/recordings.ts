import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
import { z } from 'zod';

/**
 * Where recorded histories are: `<workflow>-<what happened>.json`. A folder in it holds those of
 * before a change of the workflows; they are never recorded anew.
 */
export const recordingsDir = fileURLToPath(new URL('./histories', import.meta.url));

export interface Recording {
  /** The file's name without its ending, with its folder. */
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
  const paths = await readdir(recordingsDir, { recursive: true });
  const names = paths.filter((one) => one.endsWith('.json')).map(withoutEnding);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const text = await readFile(path.join(recordingsDir, `${name}.json`), 'utf8');
      const { workflowId, history } = recordingSchema.parse(JSON.parse(text));
      return { name, workflowId, history: fromJson(history) };
    }),
  );
}

function withoutEnding(file: string): string {
  return file.replaceAll(path.sep, '/').replace(/\.json$/, '');
}

/** As the protobuf classes write themselves: enums by name, bytes as base64. */
function fromJson(history: Record<string, unknown>): History {
  return proto.temporal.api.history.v1.History.fromObject(history);
}
