import { desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { canonicalHash, type Json } from '../../rules/canonical-hash.ts';
import type { Actor } from '../actor.ts';
import type { Execution } from '../acting.ts';
import type { Transaction } from '../connect.ts';
import { insertRows } from '../insert-rows.ts';
import { audit } from '../schema/index.ts';

export interface AuditEntry {
  actor: Actor;
  /** What was done, as `thing.verb`: `association.create`, `settings.set`. */
  verb: string;
  /** To what, by opaque id: `site/<uid>`, `connection/gravityzone`. */
  subject: string;
  before?: unknown;
  after?: unknown;
  why?: string | null;
  execution?: Execution;
  runId?: string;
}

/** The first row of a tenant's chain has this as its previous hash. */
export const chainStart = '0'.repeat(64);

type AuditRow = typeof audit.$inferSelect;

/** The hash of a row: over everything in it but its id, and over the row before it. */
export function auditHash(row: Omit<AuditRow, 'id' | 'hash'>): string {
  return canonicalHash({ ...row, at: row.at.toISOString() } as Json);
}

/**
 * Holds the tenant's chain until the transaction ends. Whoever locks rows that are also locked after
 * an audit row was written takes the chain first, so that neither waits for the other.
 */
export async function holdAuditChain(tx: Transaction, tenantId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${tenantId}, 7461002))`);
}

/**
 * Appends to the tenant's record, in the transaction of the change itself: both happen or neither.
 * Call it last: it holds the tenant's chain until the transaction ends.
 */
export function appendAudit(tx: Transaction, tenantId: string, entry: AuditEntry): Promise<void> {
  return appendAudits(tx, tenantId, [entry]);
}

/** How many rows go in one statement. */
const batchSize = 1_000;

const { id: _id, ...columns } = getTableColumns(audit);

/** {@link appendAudit} for many changes of one transaction, in their order. */
export async function appendAudits(
  tx: Transaction,
  tenantId: string,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await holdAuditChain(tx, tenantId);
  const [last] = await tx
    .select({ hash: audit.hash })
    .from(audit)
    .where(eq(audit.tenantId, tenantId))
    .orderBy(desc(audit.id))
    .limit(1);
  let previousHash = last?.hash ?? chainStart;
  const at = new Date();
  for (let start = 0; start < entries.length; start += batchSize) {
    const rows = entries.slice(start, start + batchSize).map((entry) => {
      const row = chained(tenantId, entry, at, previousHash);
      previousHash = row.hash;
      return row;
    });
    await tx.execute(insertRows(audit, columns, rows));
  }
}

function chained(tenantId: string, entry: AuditEntry, at: Date, previousHash: string) {
  const row = {
    tenantId,
    at,
    actor: entry.actor,
    verb: entry.verb,
    subject: entry.subject,
    before: asStored(entry.before),
    after: asStored(entry.after),
    why: entry.why ?? null,
    workflowId: entry.execution?.workflowId ?? null,
    workflowRunId: entry.execution?.workflowRunId ?? null,
    runId: entry.runId ?? null,
    previousHash,
  };
  return { ...row, hash: auditHash(row) };
}

/** As Postgres will give it back, so that the hash can be computed again. */
function asStored(value: unknown): unknown {
  return value === undefined || value === null ? null : JSON.parse(JSON.stringify(value));
}
