import { eq } from 'drizzle-orm';
import type { OrganizationSource } from '../../rules/itglue/settings.ts';
import type { Keyring } from '../../keys/keyring.ts';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { requestRunIn } from '../runs/request-run.ts';
import { changeItglueSettingsIn } from '../settings/change-itglue-settings.ts';
import { connection, outbox, type ConnectionState, type Vendor } from '../schema/index.ts';
import { isUniqueViolation } from './unique-violation.ts';
import { bindTenant, type KeyOwner } from './bind-tenant.ts';
import { keepSecret } from './keep-secret.ts';
import type { SecretField } from './secret-fields.ts';

export interface TestedConnection {
  vendor: Vendor;
  url: string;
  state: Exclude<ConnectionState, 'auth-failed'>;
  /** Whose key it is; nothing where the key lacks the right to tell. */
  owner: KeyOwner | null;
  missing: string[];
  note: string | null;
  secrets: Partial<Record<SecretField, string>>;
  /** Of IT Glue: what is matched to organizations; left as it is where nothing is given. */
  organizationSource?: OrganizationSource | undefined;
}

export interface SavedConnection {
  /** The run that reads the inventories, asked for when source and destination are connected. */
  requestId: string | null;
}

/**
 * Stores a tested connection with its secrets sealed, binding the tenant. A good connection is
 * never replaced by one that lacks rights.
 *
 * @throws {Refused} `conflict` for another account's key, or a root company of another tenant.
 */
export async function saveConnection(
  db: Database,
  keyring: Keyring,
  acting: Acting,
  tested: TestedConnection,
): Promise<SavedConnection> {
  try {
    return await withTenant(db, acting.tenantId, (tx) =>
      saveConnectionIn(tx, keyring, acting, tested),
    );
  } catch (error) {
    if (!isUniqueViolation(error, 'tenant_root_company_id_unique')) throw error;
    throw new Refused(
      'conflict',
      'This GravityZone root company is connected to another tenant of this install, and it serves only one. Use the key of another partner, or reset the other tenant.',
    );
  }
}

/** {@link saveConnection} inside a transaction that has other reasons to exist. */
export async function saveConnectionIn(
  tx: Transaction,
  keyring: Keyring,
  acting: Acting,
  tested: TestedConnection,
): Promise<SavedConnection> {
  const { vendor, url, state, owner, missing, note, secrets, organizationSource } = tested;
  const { tenantId, actor } = acting;
  if (owner) await bindTenant(tx, tenantId, owner);
  const [before] = await tx.select().from(connection).where(eq(connection.vendor, vendor));
  if (state === 'incomplete' && before?.state === 'ok') {
    throw new Refused('conflict', `${note ?? 'The key lacks rights.'} The key in use stays.`);
  }
  const row = { url, identity: identityOf(owner), state, missing, note, checkedAt: new Date() };
  await tx
    .insert(connection)
    .values({ tenantId, vendor, ...row })
    .onConflictDoUpdate({ target: [connection.tenantId, connection.vendor], set: row });
  if (organizationSource !== undefined) {
    const values = { 'itglue.organizationSource': organizationSource };
    await changeItglueSettingsIn(tx, acting, values, { preview: false, confirmed: false });
  }
  const { origin } = new URL(url);
  for (const [field, value] of Object.entries(secrets)) {
    await keepSecret(tx, keyring, { tenantId, field: field as SecretField, origin }, value);
  }
  const requestId =
    before?.state === 'ok' && before.url === url ? null : await startReading(tx, acting);
  await appendAudit(tx, tenantId, {
    actor,
    verb: 'connection.save',
    subject: `connection/${vendor}`,
    before: before ? { url: before.url, identity: before.identity, state: before.state } : null,
    after: { url, identity: row.identity, state, missing, secrets: Object.keys(secrets) },
  });
  return { requestId };
}

function identityOf(owner: KeyOwner | null): string {
  if (owner === null) return '';
  switch (owner.vendor) {
    case 'datto-rmm':
      return owner.accountUid;
    case 'gravityzone':
      return owner.rootCompanyId;
    case 'itglue':
      return owner.primaryOrganizationId;
  }
}

/** Once source and a destination are good, the schedule starts and the inventories are read. */
async function startReading(tx: Transaction, acting: Acting): Promise<string | null> {
  const good = await tx
    .select({ vendor: connection.vendor })
    .from(connection)
    .where(eq(connection.state, 'ok'));
  const hasSource = good.some(({ vendor }) => vendor === 'datto-rmm');
  const hasDestination = good.some(({ vendor }) => vendor !== 'datto-rmm');
  if (!hasSource || !hasDestination) return null;
  const { tenantId } = acting;
  await tx.insert(outbox).values({ tenantId, kind: 'reconcile-schedule', subjectId: tenantId });
  return requestRunIn(tx, acting, { kind: 'sync', why: 'connected' });
}
