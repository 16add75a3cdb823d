import type { Database } from '../db/connect.ts';
import { readMapping } from '../db/mappings/read-mapping.ts';
import { saveMappingWorkflowId } from '../temporal-config/names.ts';
import type { AskProgress } from './mapping-progress.ts';
import { mappingShape } from './shapes/mapping.ts';
import type { WorkflowUrl } from './workflow-url.ts';

export interface MappingSources {
  db: Database;
  askProgress: AskProgress;
  workflowUrl: WorkflowUrl;
}

/** A mapping as it is answered: by its task while that is at work, else by its rows. */
export type ShowMapping = ReturnType<typeof createShowMapping>;

export function createShowMapping({ db, askProgress, workflowUrl }: MappingSources) {
  return async (tenantId: string, mappingId: string) => {
    const found = await readMapping(db, tenantId, mappingId);
    const accepted = found.rows.filter((row) => row.accepted).length;
    const atWork = found.state === 'confirmed' || found.state === 'working';
    const asked = atWork ? await askProgress(mappingId) : null;
    const workflowId = found.confirmedAt === null ? null : saveMappingWorkflowId(mappingId);
    return mappingShape.parse({
      ...found,
      accepted,
      refused: found.rows.length - accepted,
      progress: asked ?? (workflowId === null ? null : countRows(found.rows)),
      workflowId,
      workflowUrl: workflowId === null ? null : workflowUrl(workflowId),
    });
  };
}

function countRows(rows: readonly { state: string | null }[]) {
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  return {
    total: rows.filter((row) => row.state !== null).length,
    done: count('done'),
    problems: count('problem'),
    cancelled: count('cancelled'),
    working: count('working'),
  };
}
