import { sql } from 'drizzle-orm';
import { organizationSourceTitles, type OrganizationSource } from '../../rules/itglue/settings.ts';
import type { Transaction } from '../connect.ts';
import { countMatches } from '../matches/count-matches.ts';
import { newestItems } from '../lists/newest-items.ts';

/**
 * What becomes of the matches when another unit is matched to organizations (spec 2.4), in
 * sentences; none where nothing is matched or ignored yet.
 */
export async function sourceConsequences(
  tx: Transaction,
  tenantId: string,
  { from, to }: { from: OrganizationSource; to: OrganizationSource },
): Promise<string[]> {
  const organizations = await countMatches(tx, { tenantId, kind: 'organization' });
  const { matched, ignored } = organizations;
  if (from === to || matched + ignored === 0) return [];
  const devices = await countMatches(tx, { tenantId, kind: 'device' });
  const { [from]: old, [to]: next } = organizationSourceTitles;
  const lines = [
    `${matched} matched and ${ignored} ignored ${old} no longer count from the next run on. They are kept, and are back if this is changed back.`,
    `The ${next} are matched by that run or by hand; nothing is changed in IT Glue.`,
  ];
  if (devices.matched > 0) {
    lines.push(
      `${devices.matched} matched devices keep their match, and are marked until their new organization is matched.`,
    );
  }
  if (to === 'autotask-companies') lines.push(await companiesSentence(tx));
  return lines;
}

async function companiesSentence(tx: Transaction): Promise<string> {
  const [row] = await tx.execute<{ companies: number; without: number }>(sql`
    select count(distinct payload->>'autotaskCompanyId')::int as companies,
      (count(*) filter (where payload->>'autotaskCompanyId' is null))::int as without
    from (${newestItems('sites')}) s
    where payload->>'onDemand' = 'false' and payload->>'name' <> 'Deleted Devices'`);
  const { companies = 0, without = 0 } = row ?? {};
  return `The managed sites belong to ${companies} Autotask companies; ${without} of them have none, and are listed as such and not matched.`;
}
