import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { readTenant } from '../../db/tenants/read-tenant.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { actor, at, role } from '../shapes/basics.ts';

const whoami = z
  .object({
    actor,
    role: role.optional(),
    scope: z.enum(['read', 'write']).optional(),
    tenant: z.object({
      id: z.string(),
      name: z.string(),
      apiOrigin: z.string(),
      accountUid: z.string(),
      rootCompanyId: z.string().nullable(),
      pausedAt: at.nullable(),
      frozenAt: at.nullable(),
      installFrozenAt: at.nullable(),
    }),
  })
  .openapi('Whoami');

export const getWhoami = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/whoami',
      operationId: 'whoami',
      tags: ['Sign-in'],
      summary: 'Who you are here, and for which tenant',
      responses: { 200: json(whoami) },
    },
    async (c) => {
      const { tenantId, actor: who } = reader(c);
      const { role: held, scope } = c.get('access') ?? {};
      const tenant = await readTenant(db, tenantId);
      return c.json(whoami.parse({ actor: who, role: held, scope, tenant }), 200);
    },
  );
