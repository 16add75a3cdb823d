import { bigint, boolean, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { Actor } from '../actor.ts';
import { at, createdAt, id, tenantPolicies } from './columns.ts';
import { ofTenant } from './of-tenant.ts';

/** `completing`: the company is settled, its package or variable not yet. */
export type AssociationState = 'completing' | 'complete';

/** Ties a Datto RMM site to a GravityZone company: one per site and one per company. */
export const association = pgTable(
  'association',
  {
    id: id(),
    tenantId: ofTenant(),
    siteUid: text('site_uid').notNull(),
    siteName: text('site_name').notNull(),
    companyId: text('company_id').notNull(),
    companyName: text('company_name').notNull(),
    /** The partner the company was under when it was associated (spec 3.2.1). */
    expectedParentId: text('expected_parent_id').notNull(),
    companyCreated: boolean('company_created').notNull(),
    state: text('state').$type<AssociationState>().notNull(),
    packageId: text('package_id'),
    packageName: text('package_name'),
    installLink: text('install_link'),
    /** The link before this one, which the variable may still hold: that value is ours as well. */
    previousLink: text('previous_link'),
    variableId: bigint('variable_id', { mode: 'number' }),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    createdAt: createdAt(),
    completedAt: at('completed_at'),
  },
  (table) => [
    unique('one_association_per_site').on(table.tenantId, table.siteUid),
    unique('one_association_per_company').on(table.tenantId, table.companyId),
    ...tenantPolicies(),
  ],
).enableRLS();

/** A person's word on automatic sync for a site; without one the rule of spec 3.1 holds. */
export const exclusion = pgTable(
  'exclusion',
  {
    tenantId: ofTenant(),
    siteUid: text('site_uid').notNull(),
    excluded: boolean('excluded').notNull(),
    by: jsonb('by').$type<Actor>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.siteUid] }), ...tenantPolicies()],
).enableRLS();

/** Something a vendor refused, kept as a fact: tried again after 24 h or when name or settings change. */
export const refusal = pgTable(
  'refusal',
  {
    tenantId: ofTenant(),
    siteUid: text('site_uid').notNull(),
    /** `company-name`: GravityZone refused the name. */
    kind: text('kind').$type<'company-name'>().notNull(),
    name: text('name').notNull(),
    settingsHash: text('settings_hash').notNull(),
    details: text('details').notNull(),
    refusedAt: at('refused_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.siteUid, table.kind] }),
    ...tenantPolicies(),
  ],
).enableRLS();
