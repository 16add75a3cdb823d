import { eq, inArray } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import {
  action,
  association,
  connection,
  deviceAudit,
  exclusion,
  match,
  matchItem,
  notAMatch,
  outbox,
  reading,
  refusal,
  secret,
  type ReadingKind,
  type Vendor,
} from '../schema/index.ts';
import { connectionSecretFields } from './secret-fields.ts';

const readingsOf: Record<Vendor, ReadingKind[]> = {
  'datto-rmm': ['sites', 'site-checks', 'variables', 'devices'],
  gravityzone: ['companies', 'details', 'links'],
  itglue: ['organizations', 'configurations', 'catalogue'],
};

/**
 * Removes a connection with its secrets, and with `drop` what was read and recorded through it;
 * nothing is done at the vendor (spec 2.1). The tenant stays bound to its account.
 */
export function removeConnection(
  db: Database,
  { tenantId, actor }: Acting,
  vendor: Vendor,
  data: 'keep' | 'drop',
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    const [before] = await tx.select().from(connection).where(eq(connection.vendor, vendor));
    if (!before) throw new Refused('not-found', `${vendor} is not connected.`);
    const dropped = data === 'drop' ? await dropData(tx, vendor) : {};
    await tx.delete(connection).where(eq(connection.vendor, vendor));
    const fields: readonly string[] = connectionSecretFields[vendor];
    if (fields.length > 0) await tx.delete(secret).where(inArray(secret.field, [...fields]));
    await tx.insert(outbox).values({ tenantId, kind: 'reconcile-schedule', subjectId: tenantId });
    await appendAudit(tx, tenantId, {
      actor,
      verb: 'connection.remove',
      subject: `connection/${vendor}`,
      before: { url: before.url, identity: before.identity, state: before.state },
      after: { data, ...dropped },
    });
  });
}

async function dropData(tx: Transaction, vendor: Vendor): Promise<Record<string, number>> {
  const underWay = await tx.$count(action, inArray(action.state, ['waiting', 'working']));
  if (underWay > 0) {
    throw new Refused(
      'conflict',
      `${underWay} actions are waiting or under way, and their data can't be dropped. Wait for them or cancel their mapping, or disconnect and keep the data.`,
    );
  }
  const undecided = await tx.$count(matchItem, inArray(matchItem.state, ['pending', 'working']));
  if (vendor === 'itglue' && undecided > 0) {
    throw new Refused(
      'conflict',
      `${undecided} match decisions are not carried out yet, and their data can't be dropped. Wait for them or cancel their decision, or disconnect and keep the data.`,
    );
  }
  await tx.delete(reading).where(inArray(reading.kind, readingsOf[vendor]));
  switch (vendor) {
    case 'datto-rmm': {
      await tx.delete(deviceAudit);
      const exclusions = await tx.delete(exclusion).returning({ of: exclusion.siteUid });
      return { exclusions: exclusions.length };
    }
    case 'gravityzone': {
      await tx.delete(refusal);
      const associations = await tx.delete(association).returning({ id: association.id });
      return { associations: associations.length };
    }
    case 'itglue': {
      await tx.delete(notAMatch);
      const matches = await tx.delete(match).returning({ state: match.state });
      return { matches: matches.filter(({ state }) => state === 'matched').length };
    }
  }
}
