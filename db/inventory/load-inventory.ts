import { and, eq } from 'drizzle-orm';
import type {
  Association,
  InstallationLink,
  VariableState,
} from '../../rules/gravityzone/associations.ts';
import type { TreeNode } from '../../rules/gravityzone/company-tree.ts';
import type { Verdict } from '../../rules/gravityzone/evidence.ts';
import { nameKey } from '../../rules/gravityzone/names.ts';
import type {
  CompanyCheck,
  Inventory,
  LockedSubjects,
  SiteCheck,
} from '../../rules/gravityzone/plan-types.ts';
import { gravityzoneSettingsSchema } from '../../rules/gravityzone/settings.ts';
import type { CompanyId, PackageId, SiteUid } from '../../rules/identity.ts';
import type { Transaction } from '../connect.ts';
import { newestReading, readingItems, type Reading } from '../readings/load-reading.ts';
import {
  companyDetailsPayload,
  companyPayload,
  linkPayload,
  siteCheckPayload,
  sitePayload,
  variablePayload,
  type CompanyDetailsPayload,
  type CompanyPayload,
  type VariablePayload,
} from '../readings/payloads.ts';
import {
  action,
  association,
  exclusion,
  intent,
  subjectLock,
  tenant,
  type ReadingKind,
} from '../schema/index.ts';

export interface LoadedInventory {
  inventory: Inventory;
  evidence: { sites: Verdict; companies: Verdict };
  /** By-id reads: what an earlier run read is not among them. */
  companyChecks: ReadonlyMap<CompanyId, CompanyCheck>;
  siteChecks: ReadonlyMap<SiteUid, SiteCheck>;
  /** Whether variables were read at all. */
  hasVariables: boolean;
  /** When the older of the two listings was read. */
  readAt: Date;
}

/**
 * What was read last and what is recorded of a tenant, in the form that the rules take.
 *
 * @param runId only readings of this run; without it, the newest complete ones of any.
 * @returns null while either inventory was never read whole.
 */
export async function loadInventory(
  tx: Transaction,
  tenantId: string,
  runId?: string,
): Promise<LoadedInventory | null> {
  const readings = {
    sites: await newestReading(tx, 'sites', runId),
    companies: await newestReading(tx, 'companies', runId),
    links: await newestReading(tx, 'links', runId),
    details: await newestReading(tx, 'details', runId),
    siteChecks: await newestReading(tx, 'site-checks', runId),
    variables: await newestReading(tx, 'variables', runId),
  };
  if (!readings.sites || !readings.companies) return null;
  const [row] = await tx
    .select({ settings: tenant.settings })
    .from(tenant)
    .where(eq(tenant.id, tenantId));
  const companies = await payloads(tx, readings.companies, companyPayload);
  const root = companies.find(({ id }) => id === readings.companies?.identity);
  if (!root) return null;

  const details = readings.details
    ? await payloads(tx, readings.details, companyDetailsPayload)
    : [];
  const siteChecks = readings.siteChecks
    ? await payloads(tx, readings.siteChecks, siteCheckPayload)
    : [];
  const inventory: Inventory = {
    settings: gravityzoneSettingsSchema.parse(row?.settings ?? {}),
    root: { id: root.id as CompanyId, name: root.name },
    sites: await payloads(tx, readings.sites, sitePayload),
    tree: treeWith(
      companies.filter(({ id }) => id !== root.id),
      details,
    ),
    associations: await associations(tx),
    exclusions: await exclusions(tx),
    links: readings.links ? await links(tx, readings.links) : undefined,
    ownPackages: await ownPackages(tx),
    variables: readings.variables ? await variables(tx, readings.variables) : new Map(),
    locked: await locked(tx),
  };
  return {
    inventory,
    hasVariables: readings.variables !== null,
    companyChecks: companyChecks(details),
    siteChecks: new Map(siteChecks.map(({ uid, sight }) => [uid as SiteUid, sight])),
    evidence: { sites: verdictOf(readings.sites), companies: verdictOf(readings.companies) },
    readAt: [readings.sites, readings.companies]
      .map(({ finishedAt, startedAt }) => finishedAt ?? startedAt)
      .reduce((a, b) => (a < b ? a : b)),
  };
}

/** The verdict that was given when the reading ended. */
function verdictOf({ proves, verdict, kind }: Reading): Verdict {
  if (proves) return { proves: true };
  const sentence = verdict ?? `The listing of ${kind satisfies ReadingKind} proves nothing.`;
  return { proves: false, code: 'partial', sentence };
}

/** Adds to each company what only its by-id read tells. */
function treeWith(
  companies: readonly CompanyPayload[],
  details: readonly CompanyDetailsPayload[],
): TreeNode[] {
  const byId = new Map(details.map((one) => [one.id, one]));
  return companies.map((company) => {
    const { type, suspended, manageable } = byId.get(company.id) ?? {};
    return {
      ...company,
      ...(type === undefined ? {} : { type }),
      ...(suspended === undefined ? {} : { suspended }),
      ...(manageable === undefined ? {} : { manageable }),
    } as TreeNode;
  });
}

function companyChecks(
  details: readonly CompanyDetailsPayload[],
): ReadonlyMap<CompanyId, CompanyCheck> {
  return new Map(
    details
      .filter(({ carried }) => carried !== true)
      .map(({ id, sight, packageReadable, endpoints }) => [
        id as CompanyId,
        { sight, packageReadable, endpoints },
      ]),
  );
}

async function payloads<T>(
  tx: Transaction,
  reading: Reading,
  schema: { parse(value: unknown): T },
): Promise<T[]> {
  const items = await readingItems(tx, reading.id);
  return items.map(({ payload }) => schema.parse(payload));
}

async function associations(tx: Transaction): Promise<Association[]> {
  const rows = await tx.select().from(association);
  return rows.map((row) => ({
    siteUid: row.siteUid as SiteUid,
    siteName: row.siteName,
    companyId: row.companyId as CompanyId,
    companyName: row.companyName,
    expectedPartnerId: row.expectedParentId as CompanyId,
    packageName: row.packageName,
    packageId: row.packageId as PackageId | null,
    writtenLink: row.state === 'complete' ? row.installLink : null,
    previousLink: row.previousLink,
  }));
}

async function exclusions(tx: Transaction): Promise<Inventory['exclusions']> {
  const rows = await tx.select().from(exclusion);
  return new Map(
    rows.map((row) => [row.siteUid as SiteUid, row.excluded ? 'excluded' : 'included']),
  );
}

async function links(tx: Transaction, reading: Reading): Promise<InstallationLink[]> {
  const rows = await payloads(tx, reading, linkPayload);
  return rows.map(({ companyId, packageName, link, ready }) => ({
    companyId: companyId as CompanyId,
    packageName,
    installLinkWindows: link,
    ready,
  }));
}

async function ownPackages(tx: Transaction): Promise<Inventory['ownPackages']> {
  const rows = await tx
    .select({ desired: intent.desired })
    .from(intent)
    .where(and(eq(intent.operation, 'packages.createPackage'), eq(intent.state, 'done')));
  return rows.map(({ desired }) => {
    const { companyId, name } = desired as { companyId: CompanyId; name: string };
    return { companyId, packageName: name };
  });
}

async function variables(tx: Transaction, reading: Reading): Promise<Inventory['variables']> {
  const items = await readingItems(tx, reading.id);
  return new Map(
    items.map(({ key, payload }) => [
      key as SiteUid,
      variableState(variablePayload.parse(payload)),
    ]),
  );
}

/** A site's variable in the form that the rules take. */
export function variableState(payload: VariablePayload): VariableState {
  if (payload.state === 'absent') return { state: 'absent' };
  if (payload.masked || payload.value === null) return { state: 'masked' };
  return { state: 'value', value: payload.value };
}

/** Sites held by actions under way, and the companies and names that those are about. */
async function locked(tx: Transaction): Promise<LockedSubjects> {
  const rows = await tx
    .select({ siteUid: subjectLock.subjectId, details: action.details })
    .from(subjectLock)
    .innerJoin(action, eq(action.id, subjectLock.actionId))
    .where(eq(subjectLock.kind, 'association'));
  return {
    siteUids: new Set(rows.map(({ siteUid }) => siteUid as SiteUid)),
    companyIds: new Set(
      rows.flatMap(({ details }) => (details.companyId ? [details.companyId as CompanyId] : [])),
    ),
    companyNameKeys: new Set(
      rows.flatMap(({ details }) => (details.companyName ? [nameKey(details.companyName)] : [])),
    ),
  };
}
