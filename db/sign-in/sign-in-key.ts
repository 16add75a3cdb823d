import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { install } from '../schema/index.ts';

/**
 * The install's own key for sessions and fingerprints, sealed. The first process to ask stores
 * what `make` gives; every other one gets that. It does not depend on which master key is current,
 * so that people stay the same people when master keys are changed.
 */
export async function signInKey(db: Database, make: () => string): Promise<string> {
  await db
    .update(install)
    .set({ signInKey: make() })
    .where(and(eq(install.id, 1), isNull(install.signInKey)));
  const [row] = await db
    .select({ sealed: install.signInKey })
    .from(install)
    .where(eq(install.id, 1));
  if (!row?.sealed) throw new Error('the row of the install is missing');
  return row.sealed;
}
