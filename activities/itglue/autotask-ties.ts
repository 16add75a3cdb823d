import { eq } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import { markedKeys, newestReading, readingItems } from '../../db/readings/load-reading.ts';
import { organizationPayload, sitePayload } from '../../db/readings/payloads.ts';
import { run as runTable, tenant } from '../../db/schema/index.ts';
import { listedSites } from '../../rules/gravityzone/scope.ts';
import { itglueSettingsSchema } from '../../rules/itglue/settings.ts';
import type { ItglueClient } from '../../vendors/itglue/client.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { RunInput } from '../read-listing.ts';

/** Which Autotask companies IT Glue ties to which organizations (itglue.md 3.1). */
export interface AutotaskTies {
  /** Company ids by organization. */
  companiesOf: ReadonlyMap<string, string[]>;
  /** Says in the reading which companies were asked for. */
  marks: string[];
}

/** So many companies that were asked for before are asked for again in a run. */
const againInARun = 2;

/**
 * No answer shows the tie, only a filter finds it: one call a company. So a company is asked for
 * once, and then in turn with the others, which keeps a steady run within its bound (spec 5.6).
 */
export async function readAutotaskTies(
  deps: ActivityDependencies,
  run: RunInput,
  client: ItglueClient,
  signal: AbortSignal,
): Promise<AutotaskTies> {
  const { companies, asked, known, turn } = await loadTies(deps, run);
  if (companies.length === 0) return { companiesOf: new Map(), marks: [] };
  const before = companies.filter((id) => asked.has(id));
  const again = Array.from(
    { length: Math.min(againInARun, before.length) },
    (_, index) => before[(turn * againInARun + index) % before.length] ?? '',
  );
  const toAsk = new Set([...companies.filter((id) => !asked.has(id)), ...again]);
  // A filter that IT Glue ignores would tie every organization to every company.
  const obeyed = toAsk.size === 0 || (await client.obeysPsaFilter({ signal }));
  if (!obeyed) return { companiesOf: new Map(), marks: [] };
  const companiesOf = new Map<string, string[]>();
  const tie = (organizationId: string, companyId: string) =>
    companiesOf.set(organizationId, [...(companiesOf.get(organizationId) ?? []), companyId]);
  for (const companyId of companies) {
    const tied = toAsk.has(companyId)
      ? (await client.organizationsTiedToAutotask(companyId, { signal })).map(({ id }) => id)
      : (known.get(companyId) ?? []);
    for (const organizationId of tied) tie(organizationId, companyId);
  }
  return { companiesOf, marks: companies.map((id) => `${markPrefix}${id}`) };
}

const markPrefix = 'asked-for-autotask/';

function loadTies({ db }: ActivityDependencies, { tenantId, runId }: RunInput) {
  return withTenant(db, tenantId, async (tx) => {
    const known = new Map<string, string[]>();
    const asked = new Set<string>();
    const [row] = await tx
      .select({ settings: tenant.itglueSettings })
      .from(tenant)
      .where(eq(tenant.id, tenantId));
    const { organizationSource } = itglueSettingsSchema.parse(row?.settings ?? {});
    const sites = await newestReading(tx, 'sites', runId);
    if (organizationSource !== 'autotask-companies' || !sites) {
      return { companies: [], asked, known, turn: 0 };
    }
    const read = (await readingItems(tx, sites.id)).map(({ payload }) =>
      sitePayload.parse(payload),
    );
    const managed = new Set(listedSites(read).map(({ uid }) => String(uid)));
    const companies = read.flatMap(({ uid, autotaskCompanyId: id }) =>
      managed.has(uid) && id !== null && id !== '' ? [id] : [],
    );
    const before = await newestReading(tx, 'organizations');
    if (before) {
      for (const mark of await markedKeys(tx, before.id)) asked.add(mark.slice(markPrefix.length));
      for (const { payload } of await readingItems(tx, before.id)) {
        const { id, autotaskCompanyIds } = organizationPayload.parse(payload);
        for (const company of autotaskCompanyIds) {
          known.set(company, [...(known.get(company) ?? []), id]);
        }
      }
    }
    const turn = await tx.$count(runTable);
    return { companies: [...new Set(companies)].toSorted(), asked, known, turn };
  });
}
