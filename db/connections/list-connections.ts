import { asc } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { connection } from '../schema/index.ts';

export type ConnectionRow = typeof connection.$inferSelect;

/** A tenant's connections: state and what is missing, never a secret. */
export function listConnections(db: Database, tenantId: string): Promise<ConnectionRow[]> {
  return withTenant(db, tenantId, (tx) =>
    tx.select().from(connection).orderBy(asc(connection.vendor)),
  );
}
