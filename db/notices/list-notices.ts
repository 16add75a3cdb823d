import { withTenant, type Database } from '../connect.ts';
import { listSites } from '../sites/list-sites.ts';
import { readTenant } from '../tenants/read-tenant.ts';
import { connectionNotices } from './connection-notices.ts';
import { eventNotices } from './event-notices.ts';
import type { Notice } from './notice.ts';
import { runNotices } from './run-notices.ts';
import { stopNotices } from './stop-notices.ts';
import { waitingNotices } from './waiting-notices.ts';

/**
 * What needs attention in a tenant now, the most urgent first: what stops everything, what waits
 * for a person, what went wrong, and what was found. No vendor is asked.
 */
export async function listNotices(db: Database, tenantId: string): Promise<Notice[]> {
  const stops = await readTenant(db, tenantId);
  const found = await withTenant(db, tenantId, async (tx) => {
    const connections = await connectionNotices(tx);
    return [
      ...stopNotices(stops),
      ...connections,
      ...(await waitingNotices(tx)),
      // A sync that can't run is said to be stopped, not late.
      ...(await runNotices(tx, { runs: stops.pausedAt === null && connections.length === 0 })),
      ...(await eventNotices(tx)),
    ];
  });
  return [...found, ...(await driftNotices(db, tenantId))];
}

/** Counted by the code that lists the sites, so that both say the same. */
async function driftNotices(db: Database, tenantId: string): Promise<Notice[]> {
  const all = { filter: 'associated', sort: 'name', limit: 1_000_000, offset: 0 } as const;
  const { sites, readAt } = await listSites(db, tenantId, all);
  const drifting = sites.filter(
    ({ association, outOfScope }) => !outOfScope && (association?.drift.length ?? 0) > 0,
  );
  if (drifting.length === 0) return [];
  const count =
    drifting.length === 1 ? '1 association has' : `${drifting.length} associations have`;
  return [
    {
      code: 'drift',
      sentence: `${count} drifted: a package, a variable, a name or a company is not as it was. \`sitesync repair SITE\` mends packages and variables.`,
      since: readAt,
      command: 'sitesync sites --filter associated',
    },
  ];
}
