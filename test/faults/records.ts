import type postgres from 'postgres';

/** Rows as the oracle reads them: plain SQL through the owner's connection, no code of ours. */
export interface Records {
  associations: {
    site_uid: string;
    company_id: string;
    company_created: boolean;
    package_id: string | null;
    state: string;
  }[];
  intents: {
    id: string;
    operation: string;
    natural_key: string;
    subject_id: string;
    state: string;
    sends: number;
    result: { companyId?: string; packageId?: string } | null;
    /** From the first send to the end, in ms; null while it has not ended. */
    took_ms: number | null;
  }[];
  owned: { kind: 'company' | 'package' | 'variable'; object_id: string }[];
  /** Actions that have not ended, and sites that are locked. */
  underWay: { what: string; site_uid: string }[];
  /** Sites that the newest run reported, or that have an open event. */
  reported: Set<string>;
}

export async function readRecords(owner: postgres.Sql): Promise<Records> {
  const underWay = await owner<Records['underWay']>`
    select 'action ' || verb || ' ' || state as what, site_uid from action
      where state in ('waiting', 'working')
    union all select 'lock', subject_id from subject_lock`;
  const problems = await owner<{ site_uid: string }[]>`
    select site_uid from problem where site_uid is not null
      and run_id = (select id from run order by fence desc limit 1)
    union select site_uid from event where state = 'open'`;
  return {
    associations: await owner<Records['associations']>`
      select site_uid, company_id, company_created, package_id, state from association`,
    intents: await owner<Records['intents']>`
      select id, operation, natural_key, subject_id, state, sends, result,
        (extract(epoch from finished_at - first_sent_at) * 1000)::int as took_ms from intent`,
    owned: await owner<Records['owned']>`select kind, object_id from owned_object`,
    underWay,
    reported: new Set(problems.map((row) => row.site_uid)),
  };
}
