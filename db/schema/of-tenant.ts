import { uuid } from 'drizzle-orm/pg-core';
import { tenant } from './tenants.ts';

/** The column of every table that belongs to a tenant: its rows go with the tenant. */
export const ofTenant = () =>
  uuid('tenant_id')
    .notNull()
    .references(() => tenant.id, { onDelete: 'cascade' });
