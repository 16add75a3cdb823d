import type { Database } from '../db/connect.ts';
import { readMapping } from '../db/mappings/read-mapping.ts';
import type { AskProgress } from './mapping-progress.ts';
import { mappingShape } from './shapes/mapping.ts';

/** A mapping as it is answered: by its task while that is at work, else by its rows. */
export async function shownMapping(
  db: Database,
  askProgress: AskProgress,
  tenantId: string,
  mappingId: string,
) {
  const found = await readMapping(db, tenantId, mappingId);
  const accepted = found.rows.filter((row) => row.accepted).length;
  const atWork = found.state === 'confirmed' || found.state === 'working';
  const asked = atWork ? await askProgress(mappingId) : null;
  const begun = found.confirmedAt !== null;
  return mappingShape.parse({
    ...found,
    accepted,
    refused: found.rows.length - accepted,
    progress: asked ?? (begun ? countRows(found.rows) : null),
  });
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
