import { and, eq } from 'drizzle-orm';
import type { CallTally } from '../activities/call-tally.ts';
import type { VendorClients } from '../activities/dependencies.ts';
import { withTenant, type Database } from '../db/connect.ts';
import { connection, secret, type Vendor } from '../db/schema/index.ts';
import type { Keyring } from '../keys/keyring.ts';
import { open } from '../keys/seal.ts';
import { createDattoRmmClient } from '../vendors/datto-rmm/client.ts';
import { createGravityzoneClient } from '../vendors/gravityzone/client.ts';
import { createItglueClient } from '../vendors/itglue/client.ts';
import { organizationId } from '../vendors/itglue/ids.ts';
import type { AddressPolicy } from '../vendors/http/addresses.ts';
import { VendorError } from '../vendors/http/errors.ts';
import type { RateLimits } from '../vendors/http/limits.ts';

export interface VendorClientOptions {
  db: Database;
  keyring: Keyring;
  policy: AddressPolicy;
  limits: RateLimits;
  writeTimeoutMs: number;
}

/** Makes clients from what a tenant has saved; a secret is opened only for the call's duration. */
export function createVendorClients(options: VendorClientOptions): VendorClients {
  const { db, keyring, policy, limits, writeTimeoutMs } = options;
  const shared = (calls: CallTally) => ({
    policy,
    limits,
    writeTimeoutMs,
    onCall: ({ vendor, operation }: { vendor: Vendor; operation: string }) =>
      calls.add(`${vendor} ${operation}`),
  });
  return {
    async dattoRmm(tenantId, calls) {
      const { url, identity, open: read } = await saved(db, keyring, tenantId, 'datto-rmm');
      return createDattoRmmClient({
        ...shared(calls),
        url,
        accountUid: identity,
        key: read('connection/datto-rmm/key'),
        secret: read('connection/datto-rmm/secret'),
      });
    },
    async gravityzone(tenantId, calls) {
      const { url, open: read } = await saved(db, keyring, tenantId, 'gravityzone');
      return createGravityzoneClient({
        ...shared(calls),
        accessUrl: url,
        apiKey: read('connection/gravityzone/key'),
      });
    },
    async itglue(tenantId, calls) {
      const { url, identity, open: read } = await saved(db, keyring, tenantId, 'itglue');
      return createItglueClient({
        ...shared(calls),
        url,
        primaryOrganizationId: organizationId(identity),
        apiKey: read('connection/itglue/key'),
      });
    },
  };
}

interface SavedConnection {
  url: string;
  identity: string;
  open: (field: string) => string;
}

async function saved(
  db: Database,
  keyring: Keyring,
  tenantId: string,
  vendor: Vendor,
): Promise<SavedConnection> {
  const { row, secrets } = await withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select()
      .from(connection)
      .where(and(eq(connection.tenantId, tenantId), eq(connection.vendor, vendor)));
    return { row: found, secrets: await tx.select().from(secret) };
  });
  if (!row) throw refused(vendor, 'is not connected');
  if (row.state === 'auth-failed') throw refused(vendor, 'refused the saved key');
  const origin = new URL(row.url).origin;
  return {
    url: row.url,
    identity: row.identity,
    open: (field) => {
      const stored = secrets.find((one) => one.field === field);
      if (!stored) throw refused(vendor, 'has no saved key');
      return open(keyring, stored.sealed, { tenantId, field, origin });
    },
  };
}

function refused(vendor: Vendor, happened: string): VendorError {
  return new VendorError({
    code: 'auth-refused',
    vendor,
    operation: 'connection',
    happened,
    next: `Save a good key with \`sitesync connect ${vendor}\`.`,
  });
}
