import { randomUUID } from 'node:crypto';
import type { CompanyDetailsPayload, CompanyPayload } from '../../db/readings/payloads.ts';
import { finishReading } from '../../db/readings/finish-reading.ts';
import { startReading } from '../../db/readings/start-reading.ts';
import { writePage } from '../../db/readings/write-page.ts';
import type { ReadingKind } from '../../db/schema/index.ts';
import type { TestApi } from './start-api.ts';

/** A site, company or folder id for tests: readable, and of the right form. */
export const siteUid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const companyId = (n: number) => String(n).padStart(24, '0');
export const rootId = companyId(1);

export interface TestInventory {
  sites: { uid: string; name: string; onDemand?: boolean; deviceCount?: number }[];
  /** Under the root, unless they say otherwise. */
  companies: (Pick<CompanyPayload, 'id' | 'name'> & Partial<CompanyPayload>)[];
  details?: (Pick<CompanyDetailsPayload, 'id'> & Partial<CompanyDetailsPayload>)[];
  links?: { companyId: string; packageName: string; link: string }[];
  variables?: { siteUid: string; value: string | null; masked?: boolean }[];
}

/** Stores whole readings of both inventories, as a run would. */
export async function storeInventory(
  api: TestApi,
  tenantId: string,
  { sites, companies, details = [], links = [], variables = [] }: TestInventory,
): Promise<void> {
  await api.owner`update tenant set root_company_id = ${rootId} where id = ${tenantId}`;
  const root = { id: rootId, name: 'MSP', kind: 'company', parentId: null, partnerId: null };
  const store = (kind: ReadingKind, items: { key: string; payload: unknown }[]) =>
    storeReading(api, tenantId, kind, items);
  await store(
    'sites',
    sites.map((site) => ({
      key: site.uid,
      payload: { onDemand: false, deviceCount: 1, ...site },
    })),
  );
  const tree = companies.map((company) => ({
    kind: 'company',
    parentId: rootId,
    partnerId: rootId,
    ...(company.kind === 'folder' ? {} : { type: 'customer' }),
    ...company,
  }));
  await store(
    'companies',
    [root, ...tree].map((payload) => ({ key: payload.id, payload })),
  );
  await store(
    'details',
    details.map((one) => ({
      key: one.id,
      payload: {
        sight: 'there',
        suspended: false,
        manageable: true,
        packageReadable: null,
        endpoints: null,
        ...one,
      },
    })),
  );
  await store(
    'links',
    links.map((link) => ({
      key: `${link.companyId}/${link.packageName}`,
      payload: { ready: true, ...link },
    })),
  );
  await store(
    'variables',
    variables.map(({ siteUid: uid, value, masked = false }) => ({
      key: uid,
      payload: { state: 'present', id: 1, masked, value },
    })),
  );
}

async function storeReading(
  api: TestApi,
  tenantId: string,
  kind: ReadingKind,
  items: { key: string; payload: unknown }[],
): Promise<void> {
  const attempt = randomUUID();
  const wish = { runId: randomUUID(), kind, identity: rootId, attempt, resume: false };
  const { readingId } = await startReading(api.db, tenantId, wish);
  await writePage(api.db, tenantId, readingId, attempt, items);
  await finishReading(api.db, tenantId, readingId, attempt, {
    complete: true,
    identityMatches: true,
    listing: kind,
    uncounted: kind === 'companies' ? 1 : 0,
  });
}
