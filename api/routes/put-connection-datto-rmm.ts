import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { secretFields } from '../../db/connections/secret-fields.ts';
import { storedCredentials } from '../../db/connections/stored-credentials.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { keyNeeded, saveTested } from '../save-tested.ts';
import { savedConnection } from '../shapes/connection.ts';
import { failedCheck, type VendorChecks } from '../vendor-checks.ts';

const credentials = z
  .object({
    url: z.string().min(1).max(200).optional(),
    key: z.string().min(1).max(200).optional(),
    secret: z.string().min(1).max(500).optional(),
  })
  .openapi('DattoRmmConnection');
type Given = z.infer<typeof credentials>;

interface Credentials {
  url: string;
  key: string;
  secret: string;
}

const fields = [secretFields.dattoRmmKey, secretFields.dattoRmmSecret] as const;

export const putConnectionDattoRmm = (db: Database, keyring: Keyring, checks: VendorChecks) =>
  route(
    {
      method: 'put',
      path: '/v1/connections/datto-rmm',
      operationId: 'connectDattoRmm',
      tags: ['Connections'],
      summary: 'Save and test the Datto RMM key that the sync uses',
      description:
        'Without key and secret the stored ones are tested again, if the URL stays the same. A key of another account is refused.',
      request: body(credentials),
      responses: { 200: json(savedConnection, 'Tested and saved') },
    },
    async (c) => {
      const acting = writer(c);
      const { url, key, secret } = await complete(
        db,
        keyring,
        acting.tenantId,
        c.req.valid('json'),
      );
      const check = await checks.dattoRmm({ url, key, secret });
      if (!check.ok) throw failedCheck(check);
      const { origin, accountUid } = check;
      const saved = await saveTested(db, keyring, acting, {
        vendor: 'datto-rmm',
        url: origin,
        state: 'ok',
        owner: { vendor: 'datto-rmm', origin, accountUid },
        missing: [],
        note: null,
        secrets: { [secretFields.dattoRmmKey]: key, [secretFields.dattoRmmSecret]: secret },
      });
      return c.json(saved, 200);
    },
  );

async function complete(
  db: Database,
  keyring: Keyring,
  tenantId: string,
  { url, key, secret }: Given,
): Promise<Credentials> {
  if (url !== undefined && key !== undefined && secret !== undefined) return { url, key, secret };
  const stored = await storedCredentials(db, keyring, tenantId, 'datto-rmm', fields);
  const sameUrl = url === undefined || url === stored?.url;
  if (!stored || !sameUrl || key !== undefined || secret !== undefined) {
    throw keyNeeded('API URL, API key and API secret');
  }
  const { [secretFields.dattoRmmKey]: kept, [secretFields.dattoRmmSecret]: keptSecret } =
    stored.secrets;
  return { url: stored.url, key: kept, secret: keptSecret };
}
