import { randomUUID } from 'node:crypto';
import { withTenant } from '../../db/connect.ts';
import { saveEventsIn } from '../../db/events/save-events.ts';
import {
  eventFactsHash,
  eventId,
  type DetectedEvent,
  type EventFacts,
} from '../../rules/gravityzone/events/event-types.ts';
import { companyId as asCompanyId, siteUid as asSiteUid } from '../../rules/identity.ts';
import { companyId, rootId, siteUid } from './inventory.ts';
import type { TestApi } from './start-api.ts';

/** Company `n` + 10 was moved from under the root to under company 90: the event of site `n`. */
export function moved(n: number, siteName: string): DetectedEvent {
  return detected(n, siteName, {
    type: 'destination-moved',
    companyId: asCompanyId(companyId(10 + n)),
    companyName: siteName,
    expectedPartnerId: asCompanyId(rootId),
    partnerId: asCompanyId(companyId(90)),
  });
}

/** Site `n` is gone, and company `n` + 10 was left behind. */
export function sourceDeleted(n: number, siteName: string): DetectedEvent {
  return detected(n, siteName, {
    type: 'source-deleted',
    siteName,
    companyId: asCompanyId(companyId(10 + n)),
    companyName: siteName,
  });
}

/** Site `n` needs a company of a name that is taken by one it can't have. */
export function nameTaken(n: number, siteName: string): DetectedEvent {
  return detected(n, siteName, {
    type: 'destination-creation',
    siteName,
    wantedName: siteName,
    reason: 'refused',
    companyId: null,
  });
}

function detected(n: number, siteName: string, facts: EventFacts): DetectedEvent {
  const uid = asSiteUid(siteUid(n));
  const about = 'companyName' in facts ? facts : null;
  return {
    type: facts.type,
    siteUid: uid,
    siteName,
    companyId: about && 'companyId' in about ? about.companyId : null,
    companyName: about?.companyName ?? null,
    facts,
    factsHash: eventFactsHash(uid, facts),
    sentence: `Something is the matter with “${siteName}”.`,
    evidence: ['The company tree was read whole.'],
    automatic: null,
    waits: 'Handling is Manual: a person decides.',
  };
}

/** Brings a tenant's events to these, as a run that found them would. */
export async function foundByRun(
  api: TestApi,
  tenantId: string,
  events: DetectedEvent[],
): Promise<void> {
  const execution = { workflowId: `sync/${tenantId}`, workflowRunId: randomUUID() };
  await withTenant(api.db, tenantId, (tx) =>
    saveEventsIn(tx, {
      tenantId,
      runId: randomUUID(),
      events,
      undecided: [],
      readings: { sitesReadingId: null, companiesReadingId: null },
      execution,
    }),
  );
}

export const idOf = (tenantId: string, { type, siteUid: uid }: DetectedEvent) =>
  eventId(tenantId, type, uid);

/** An association of site `n` with company `n` + 10, under the root, complete. */
export async function associate(
  api: TestApi,
  tenantId: string,
  n: number,
  name: string,
): Promise<void> {
  await api.owner`insert into association (tenant_id, site_uid, site_name, company_id,
      company_name, expected_parent_id, company_created, state, package_id, package_name,
      install_link, created_by)
    values (${tenantId}, ${siteUid(n)}, ${name}, ${companyId(10 + n)}, ${name}, ${rootId},
      false, 'complete', ${companyId(200 + n)}, ${`Sitesync ${n}`}, ${`[http://link/${n}]`},
      '{"kind":"install"}')`;
}
