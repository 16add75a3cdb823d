import type postgres from 'postgres';

/** Rows of one tenant, in plain SQL through the owner's connection. */
export interface Records {
  associations: {
    site_uid: string;
    company_id: string;
    expected_parent_id: string;
    package_id: string | null;
    state: string;
  }[];
  events: {
    id: string;
    type: string;
    site_uid: string;
    state: string;
    occurrences: number;
    outcome: string | null;
  }[];
  /** What has not come to its end: writes, actions, locks, decisions, runs. */
  unfinished: string[];
}

export async function readRecords(owner: postgres.Sql, tenantId: string): Promise<Records> {
  const unfinished = await owner<{ what: string }[]>`
    select 'write ' || operation || ' ' || natural_key || ' is ' || state as what from intent
      where tenant_id = ${tenantId} and state in ('open', 'unknown', 'person')
    union all select 'action ' || verb || ' of ' || site_uid || ' is ' || state from action
      where tenant_id = ${tenantId} and state in ('waiting', 'working')
    union all select 'site ' || subject_id || ' is locked' from subject_lock
      where tenant_id = ${tenantId}
    union all select 'decision ' || (choice ->> 'do') || ' is ' || state from decision
      where tenant_id = ${tenantId} and state in ('pending', 'taken')
    union all select 'event ' || type || ' of ' || site_uid || ' is acting' from event
      where tenant_id = ${tenantId} and state = 'acting'
    union all select 'hold ' || id from hold
      where tenant_id = ${tenantId} and state = 'open'`;
  return {
    associations: await owner<Records['associations']>`
      select site_uid, company_id, expected_parent_id, package_id, state from association
        where tenant_id = ${tenantId}`,
    events: await owner<Records['events']>`
      select id, type, site_uid, state, occurrences, outcome from event
        where tenant_id = ${tenantId}`,
    unfinished: unfinished.map(({ what }) => what),
  };
}
