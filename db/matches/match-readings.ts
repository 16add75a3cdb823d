import { setImmediate as letOthersGo } from 'node:timers/promises';
import type { Execution } from '../acting.ts';
import type { ItgluePlanItem } from '../../rules/itglue/plan-types.ts';
import { matchSubject } from '../actions/subject.ts';
import { withTenant, type Database } from '../connect.ts';
import { askedPlanItems } from '../runs/asked-plan.ts';
import { countMatches, type TabCounts } from './count-matches.ts';
import { deviceSeen, judgeDevices } from './judge-devices.ts';
import { asSuggestion, type JudgedMatch } from './judged-match.ts';
import { judgeOrganizations, organizationSeen } from './judge-organizations.ts';
import { loadMatchInput, type MatchInput } from './load-match-input.ts';
import { matchItemOf, matchItems, savePlannedMatches } from './plan-matches.ts';
import { saveVerdicts, type VerdictsToSave } from './save-verdicts.ts';

export interface MatchRunCounts {
  organizations: TabCounts;
  devices: TabCounts;
  newlyMatched: number;
  /** Rows that were not as they are now. */
  changed: number;
}

/** Whose readings are matched, and what comes of it. */
export interface MatchingRun {
  runId: string;
  execution: Execution;
  /** A plan says what would be matched, and changes nothing. */
  kind: 'sync' | 'plan';
}

const nothingSaved = { changed: 0, newlyMatched: 0 };

/**
 * Matches what a run has read by rule, judges every match that stands, and saves both. Nothing is
 * created, un-matched or archived.
 */
export async function matchReadings(
  db: Database,
  tenantId: string,
  run: MatchingRun,
): Promise<MatchRunCounts> {
  const { runId, execution, kind } = run;
  const found = await judgeReadings(db, tenantId, runId);
  if (kind === 'plan') {
    await savePlannedMatches(db, tenantId, runId, matchItems(found?.judged ?? []));
  }
  const saved =
    found && kind === 'sync'
      ? await saveVerdicts(db, tenantId, { runId, execution, ...found })
      : nothingSaved;
  const counts = await withTenant(db, tenantId, async (tx) => ({
    organizations: await countMatches(tx, { tenantId, kind: 'organization' }),
    devices: await countMatches(tx, { tenantId, kind: 'device' }),
  }));
  return { ...counts, ...saved };
}

type Verdicts = Pick<VerdictsToSave, 'judged' | 'recorded' | 'seen'>;

/** What was read is needed no longer after it: of a large tenant that is most of the memory. */
async function judgeReadings(
  db: Database,
  tenantId: string,
  runId: string,
): Promise<Verdicts | null> {
  const input = await withTenant(db, tenantId, (tx) => loadMatchInput(tx, tenantId, runId));
  if (input === null) return null;
  return {
    judged: await judge(input, await askedMatches(db, tenantId, runId)),
    recorded: input.recorded,
    seen: input.proven.sources ? subjectsOf(input) : null,
  };
}

/** Hashes of the matches that a run was asked to make and no others; null for any. */
async function askedMatches(
  db: Database,
  tenantId: string,
  runId: string,
): Promise<ReadonlySet<string> | null> {
  const asked = await withTenant(db, tenantId, (tx) =>
    askedPlanItems(tx, tenantId, runId, 'itglue'),
  );
  return asked && new Set((asked as ItgluePlanItem[]).map(({ factsHash }) => factsHash));
}

/** Every source that was read, judged or not. */
function subjectsOf({ sources, devices }: MatchInput): ReadonlySet<string> {
  return new Set([
    ...sources.map(({ id }) => matchSubject('organization', id)),
    ...devices.map(({ device }) => matchSubject('device', device.uid)),
  ]);
}

/** Organizations first, then devices inside those that are matched by then. */
async function judge(input: MatchInput, asked: ReadonlySet<string> | null): Promise<JudgedMatch[]> {
  const { sources, organizations, configurations } = input.proven;
  const judgesOrganizations = sources && organizations;
  const judgesDevices = judgesOrganizations && configurations;
  const judged = judgesOrganizations
    ? judgeOrganizations(input).map((one) => asAsked(one, asked))
    : notListedYet(input, input.sources.map(organizationSeen));
  // It computes for seconds: meanwhile others of the process have to say that they live.
  await letOthersGo();
  const devices = judgesDevices
    ? judgeDevices(input, organizationMatches(input, judged)).map((one) => asAsked(one, asked))
    : notListedYet(input, input.devices.map(deviceSeen));
  await letOthersGo();
  return [...judged, ...devices];
}

/** A match that was not asked for is not made now. */
function asAsked(judged: JudgedMatch, asked: ReadonlySet<string> | null): JudgedMatch {
  const { newMatch } = judged;
  if (asked === null || newMatch === null) return judged;
  const isAsked = asked.has(matchItemOf(judged, newMatch).factsHash);
  return isAsked ? judged : asSuggestion(judged, newMatch);
}

/**
 * Where the readings prove nothing, what was made of a source stays as it is; one that was never
 * seen before is listed, so that people can decide about it.
 */
function notListedYet({ recorded }: MatchInput, seen: JudgedMatch[]): JudgedMatch[] {
  return seen.filter(({ kind, sourceId }) => !recorded.rows.has(matchSubject(kind, sourceId)));
}

/** Source organizations with the organization that each is matched to, if that is still there. */
function organizationMatches(
  { recorded, organizations }: MatchInput,
  judged: readonly JudgedMatch[],
): ReadonlyMap<string, string> {
  const there = new Set(organizations.map(({ id }) => id));
  const matches = new Map<string, string>();
  for (const { kind, sourceId, state, destinationId } of recorded.rows.values()) {
    const holds = kind === 'organization' && state === 'matched' && destinationId !== null;
    if (holds && there.has(destinationId)) matches.set(sourceId, destinationId);
  }
  for (const { kind, sourceId, newMatch } of judged) {
    if (kind === 'organization' && newMatch) matches.set(sourceId, newMatch.destinationId);
  }
  return matches;
}
