import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listConnections } from '../../db/connections/list-connections.ts';
import type { TestedConnection } from '../../db/connections/save-connection.ts';
import { secretFields } from '../../db/connections/secret-fields.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { organizationSourceTitles, type OrganizationSource } from '../../rules/itglue/settings.ts';
import { writer } from '../access.ts';
import { ApiError } from '../api-error.ts';
import { body, json, route } from '../route.ts';
import { saveTested } from '../save-tested.ts';
import { savedConnection } from '../shapes/connection.ts';
import { givenOrStored } from '../stored-key.ts';
import { failedCheck, type VendorChecks } from '../vendor-checks.ts';

const sources = Object.keys(organizationSourceTitles) as OrganizationSource[];

const credentials = z
  .object({
    url: z.string().min(1).max(200).optional().meta({ description: 'us, eu, au, or its API URL' }),
    key: z.string().min(1).max(500).optional(),
    organizationSource: z.enum(sources).optional().meta({
      description:
        'What is matched to organizations. Autotask companies are right where Autotask PSA feeds IT Glue too.',
    }),
  })
  .openapi('ItglueConnection');

interface Credentials {
  url: string;
  key: string;
}

const itsKey = {
  vendor: 'itglue',
  field: secretFields.itglueKey,
  what: 'region or API URL, and API key',
} as const;

export const putConnectionItglue = (db: Database, keyring: Keyring, checks: VendorChecks) =>
  route(
    {
      method: 'put',
      path: '/v1/connections/itglue',
      operationId: 'connectItglue',
      tags: ['Connections'],
      summary: 'Save and test the IT Glue key',
      description:
        'IT Glue has no call that tells a key’s rights: each thing that a sync reads is read once, and what the key may not read is named; a refused write is named when it happens. The first time needs the source of organizations. Without a key the stored one is tested again. A key of another account is refused.',
      request: body(credentials),
      responses: { 200: json(savedConnection, 'Tested and saved') },
    },
    async (c) => {
      const acting = writer(c);
      const asked = c.req.valid('json');
      const { organizationSource } = asked;
      if (organizationSource === undefined) await requireConnected(db, acting.tenantId);
      const given = await givenOrStored(db, keyring, acting.tenantId, itsKey, asked);
      const tested = await test(checks, given);
      const saved = await saveTested(db, keyring, acting, {
        ...tested,
        vendor: 'itglue',
        secrets: { [secretFields.itglueKey]: given.key },
        organizationSource,
      });
      return c.json(saved, 200);
    },
  );

async function test(
  checks: VendorChecks,
  { url, key }: Credentials,
): Promise<Pick<TestedConnection, 'url' | 'state' | 'owner' | 'missing' | 'note'>> {
  const check = await checks.itglue({ url, apiKey: key });
  if (!check.ok) throw failedCheck(check);
  const { origin, primaryOrganizationId } = check;
  const owner = { vendor: 'itglue', primaryOrganizationId } as const;
  return { url: origin, state: 'ok', owner, missing: [], note: null };
}

/** What is matched to organizations is asked when IT Glue is connected, and not guessed (spec 2.4). */
async function requireConnected(db: Database, tenantId: string): Promise<void> {
  const rows = await listConnections(db, tenantId);
  if (rows.some(({ vendor }) => vendor === 'itglue')) return;
  throw new ApiError(
    400,
    'source-needed',
    `Say what is matched to organizations, as organizationSource: ${sources.join(' or ')}. Autotask companies are right where Autotask PSA feeds IT Glue too.`,
  );
}
