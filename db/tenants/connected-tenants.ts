import { and, eq, ne } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { asInstall, type Database } from '../connect.ts';
import { connection } from '../schema/index.ts';

/** Tenants with Datto RMM and at least one destination: those that have an hourly schedule. */
export async function connectedTenants(db: Database): Promise<string[]> {
  const source = alias(connection, 'source');
  const rows = await asInstall(db, (tx) =>
    tx
      .selectDistinct({ tenantId: source.tenantId })
      .from(source)
      .innerJoin(
        connection,
        and(eq(connection.tenantId, source.tenantId), ne(connection.vendor, 'datto-rmm')),
      )
      .where(eq(source.vendor, 'datto-rmm')),
  );
  return rows.map(({ tenantId }) => tenantId);
}
