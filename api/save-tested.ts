import type { Acting } from '../db/acting.ts';
import type { Database } from '../db/connect.ts';
import { listConnections } from '../db/connections/list-connections.ts';
import { saveConnection, type TestedConnection } from '../db/connections/save-connection.ts';
import type { Keyring } from '../keys/keyring.ts';
import { ApiError } from './api-error.ts';
import { savedConnection } from './shapes/connection.ts';

/** Stores a tested connection and answers it as it is stored. */
export async function saveTested(
  db: Database,
  keyring: Keyring,
  acting: Acting,
  tested: TestedConnection,
) {
  const { requestId } = await saveConnection(db, keyring, acting, tested);
  const rows = await listConnections(db, acting.tenantId);
  const connection = rows.find(({ vendor }) => vendor === tested.vendor);
  return savedConnection.parse({ connection, requestId });
}

/** A key may be left out only to test the stored one again, with its own URL (spec 2.2). */
export function keyNeeded(what: string): ApiError {
  return new ApiError(
    400,
    'key-needed',
    `Give the ${what}: none is stored for this URL, and one that is stored for another URL is never sent to it.`,
  );
}
