import { eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import {
  companyId,
  companyIdSchema,
  isSiteUid,
  packageId,
  siteUid,
  type SiteUid,
} from '../../rules/identity.ts';
import type {
  Association,
  OwnPackage,
  VariableState,
} from '../../rules/gravityzone/associations.ts';
import { nameKey } from '../../rules/gravityzone/names.ts';
import type { Inventory, LockedSubjects } from '../../rules/gravityzone/plan-types.ts';
import type { Transaction } from '../connect.ts';
import { newestReading, readingItems } from '../readings/load-reading.ts';
import { companyPayload, linkPayload, sitePayload } from '../readings/payloads.ts';
import { Refused } from '../refused.ts';
import {
  action,
  association,
  exclusion,
  intent,
  ownedObject,
  tenant,
  type ReadingKind,
} from '../schema/index.ts';
import { readSettingsIn } from '../settings/read-settings.ts';
import { variableState } from '../sites/read-states.ts';

/**
 * What was last read whole and what is recorded of a tenant, for checking staged rows.
 *
 * @throws {Refused} `conflict` if an inventory was never read.
 */
export async function loadInventory(tx: Transaction, tenantId: string): Promise<Inventory> {
  const [mine] = await tx
    .select({ rootCompanyId: tenant.rootCompanyId })
    .from(tenant)
    .where(eq(tenant.id, tenantId));
  const sites = await payloads(tx, 'sites');
  const companies = await payloads(tx, 'companies');
  if (!sites || !companies || !mine?.rootCompanyId) {
    const which = sites ? 'GravityZone companies' : 'Datto RMM sites';
    throw new Refused(
      'conflict',
      `The ${which} have not been read yet, so nothing can be mapped. Connect both sides and run \`sitesync sync --wait\` first.`,
    );
  }
  const tree = companies.map(({ payload }) => companyPayload.parse(payload));
  const root = tree.find(({ id }) => id === mine.rootCompanyId);
  const links = await payloads(tx, 'links');
  const recorded = await tx.select().from(association);
  return {
    settings: await readSettingsIn(tx, tenantId),
    root: { id: companyId(mine.rootCompanyId), name: root?.name ?? 'your root company' },
    sites: sites.map(({ payload }) => sitePayload.parse(payload)),
    tree: tree.map(({ id, parentId, partnerId, type, ...node }) => ({
      ...node,
      id: companyId(id),
      parentId: parentId === null ? null : companyId(parentId),
      partnerId: partnerId === null ? null : companyId(partnerId),
      ...(type === undefined ? {} : { type }),
    })),
    associations: recorded.map(asAssociation),
    exclusions: await exclusions(tx),
    links: links?.map(({ payload }) => {
      const { companyId: id, packageName, link, ready } = linkPayload.parse(payload);
      return { companyId: companyId(id), packageName, installLinkWindows: link, ready };
    }),
    ownPackages: await ownPackages(tx),
    variables: variableStates(await payloads(tx, 'variables')),
    locked: await underWay(tx),
  };
}

type AssociationRow = typeof association.$inferSelect;

async function payloads(tx: Transaction, kind: ReadingKind) {
  const newest = await newestReading(tx, kind);
  return newest === null ? undefined : readingItems(tx, newest.id);
}

function asAssociation(row: AssociationRow): Association {
  return {
    siteUid: siteUid(row.siteUid),
    companyId: companyId(row.companyId),
    packageName: row.packageName,
    packageId: row.packageId === null ? null : packageId(row.packageId),
    // The link is recorded with the package, and is in the variable once all is complete.
    writtenLink: row.state === 'complete' ? row.installLink : null,
  };
}

async function exclusions(tx: Transaction): Promise<Inventory['exclusions']> {
  const rows = await tx.select().from(exclusion);
  return new Map(rows.map((row) => [siteUid(row.siteUid), row.excluded ? 'excluded' : 'included']));
}

/** What was sent for a package that was made. */
const sentPackage = z.object({ companyId: companyIdSchema, name: z.string() });

async function ownPackages(tx: Transaction): Promise<OwnPackage[]> {
  const made = await tx
    .select({ desired: intent.desired })
    .from(ownedObject)
    .innerJoin(intent, eq(intent.id, ownedObject.intentId))
    .where(eq(ownedObject.kind, 'package'));
  return made.flatMap(({ desired }) => {
    const sent = sentPackage.safeParse(desired);
    return sent.success ? [{ companyId: sent.data.companyId, packageName: sent.data.name }] : [];
  });
}

function variableStates(
  items: { key: string; payload: unknown }[] | undefined,
): Inventory['variables'] {
  const states = new Map<SiteUid, VariableState>();
  for (const { key, payload } of items ?? []) {
    if (isSiteUid(key)) states.set(key, variableState(payload));
  }
  return states;
}

async function underWay(tx: Transaction): Promise<LockedSubjects> {
  const rows = await tx
    .select({ siteUid: action.siteUid, details: action.details })
    .from(action)
    .where(inArray(action.state, ['waiting', 'working']));
  return {
    siteUids: new Set(rows.map((row) => siteUid(row.siteUid))),
    companyIds: new Set(
      rows.flatMap(({ details }) => (details.companyId ? [companyId(details.companyId)] : [])),
    ),
    companyNameKeys: new Set(
      rows.flatMap(({ details }) => (details.companyName ? [nameKey(details.companyName)] : [])),
    ),
  };
}
