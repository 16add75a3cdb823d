import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import type { TestedConnection } from '../../db/connections/save-connection.ts';
import { secretFields } from '../../db/connections/secret-fields.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { saveTested } from '../save-tested.ts';
import { savedConnection } from '../shapes/connection.ts';
import { givenOrStored } from '../stored-key.ts';
import { failedCheck, type VendorChecks } from '../vendor-checks.ts';

const credentials = z
  .object({
    url: z.string().min(1).max(200).optional(),
    key: z.string().min(1).max(500).optional(),
  })
  .openapi('GravityzoneConnection');

interface Credentials {
  url: string;
  key: string;
}

const itsKey = {
  vendor: 'gravityzone',
  field: secretFields.gravityzoneKey,
  what: 'Access URL and API key',
} as const;

export const putConnectionGravityzone = (db: Database, keyring: Keyring, checks: VendorChecks) =>
  route(
    {
      method: 'put',
      path: '/v1/connections/gravityzone',
      operationId: 'connectGravityzone',
      tags: ['Connections'],
      summary: 'Save and test the GravityZone key',
      description:
        'The key needs the Companies, Licensing, Packages and Network APIs; one that lacks some is saved as incomplete, unless a good one is in use. Without a key the stored one is tested again. A key of another root company is refused.',
      request: body(credentials),
      responses: { 200: json(savedConnection, 'Tested and saved') },
    },
    async (c) => {
      const acting = writer(c);
      const given = await givenOrStored(db, keyring, acting.tenantId, itsKey, c.req.valid('json'));
      const tested = await test(checks, given);
      const saved = await saveTested(db, keyring, acting, {
        ...tested,
        vendor: 'gravityzone',
        secrets: { [secretFields.gravityzoneKey]: given.key },
      });
      return c.json(saved, 200);
    },
  );

async function test(
  checks: VendorChecks,
  { url, key }: Credentials,
): Promise<Pick<TestedConnection, 'url' | 'state' | 'owner' | 'missing' | 'note'>> {
  const check = await checks.gravityzone({ accessUrl: url, apiKey: key });
  if (check.ok) {
    const owner = { vendor: 'gravityzone', rootCompanyId: check.rootId } as const;
    return { url: check.accessUrl, state: 'ok', owner, missing: [], note: null };
  }
  if (check.code !== 'missing-rights') throw failedCheck(check);
  // Whose it is can't be told yet, so it binds nothing; the same URL is tested again later.
  const { missing, message } = check;
  const typed = URL.canParse(url) ? url : `https://${url}`;
  return { url: typed, state: 'incomplete', owner: null, missing, note: message };
}
