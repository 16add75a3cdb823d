import { and, asc, eq, gt } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { audit } from '../schema/index.ts';
import { auditHash, chainStart } from './append-audit.ts';

export type AuditVerdict =
  | { whole: true; rows: number }
  | { whole: false; rows: number; brokenAt: number; sentence: string };

const batchSize = 1000;

/** Walks the tenant's chain from its start; the first row that does not fit breaks it. */
export async function verifyAudit(db: Database, tenantId: string): Promise<AuditVerdict> {
  return withTenant(db, tenantId, async (tx) => {
    let previousHash = chainStart;
    let lastId = 0;
    let rows = 0;
    for (;;) {
      const batch = await tx
        .select()
        .from(audit)
        .where(and(eq(audit.tenantId, tenantId), gt(audit.id, lastId)))
        .orderBy(asc(audit.id))
        .limit(batchSize);
      for (const { id, hash, ...row } of batch) {
        if (row.previousHash !== previousHash || auditHash(row) !== hash) {
          const sentence = `Audit row ${id} does not fit the row before it: a row was changed or is missing.`;
          return { whole: false, rows, brokenAt: id, sentence };
        }
        previousHash = hash;
        lastId = id;
        rows += 1;
      }
      if (batch.length < batchSize) return { whole: true, rows };
    }
  });
}
