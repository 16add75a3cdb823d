import type { Msp, Scene } from '../sync/scene.ts';
import type { EventType } from '../../rules/gravityzone/events/event-types.ts';
import type { End, Finding, Handled, Handling, Level, RunDoes, Settings } from './case-types.ts';
import { findings, type FindingName } from './cases.ts';
import { effectsByCase, endOf, eventsOf, runSeen, type RunSeen } from './observe.ts';
import { place, settings } from './place.ts';

export interface Played<Case extends string, Seen> {
  msp: Msp;
  seen: Map<Case, Seen>;
  /** Effects, and events, that no case stands for. */
  besides: string[];
}

export interface RunsSeen {
  runs: RunSeen[];
  end: End;
}

/** Limits far away, so that many can be played side by side. */
export const rateScale = 200;

/** How vendors behave, if not as the switches' first settings say, and what else the tenant has set. */
export interface Circumstances {
  switches?: Settings;
  prefix?: object;
}

/** Plays findings on one sandbox: the change, then two runs at the level and handling. */
export async function playRuns(
  scene: Scene,
  level: Level,
  handling: Handling,
  names: readonly FindingName[],
  { switches = {}, prefix = {} }: Circumstances = {},
): Promise<Played<FindingName, RunsSeen>> {
  const msp = await scene.msp({ sites: 1, rateScale });
  await msp.vendors.switches(switches);
  const { placed, hands } = await place(
    msp,
    names.map((name) => [name, name]),
  );
  const before = new Set((await eventsOf(msp)).map(({ id }) => id));
  await msp.settings({ ...settings, ...prefix, level, handling });
  const [first, second] = [await playRun(), await playRun()];

  async function playRun() {
    const run = await msp.sync();
    return { of: await runSeen(msp, run, placed), besides: effectsByCase(run.calls, placed) };
  }
  const seen = new Map<FindingName, RunsSeen>();
  for (const one of placed) {
    const runs = [first.of(one), second.of(one)];
    seen.set(one.finding, { runs, end: await endOf(msp, hands, one) });
  }
  const uids = new Set(placed.map(({ siteUid }) => siteUid));
  const events = (await eventsOf(msp)).filter(
    ({ id, siteUid }) => !before.has(id) && !uids.has(siteUid),
  );
  return {
    msp,
    seen,
    besides: [
      ...[first, second].flatMap(({ besides }) => besides.get(null) ?? []),
      ...events.map(({ type, siteName }) => `${type} of ${siteName}`),
    ],
  };
}

/** What is to be seen of a finding, by the cell of the table or by what the switches lead to. */
export function expectedOf(
  name: FindingName,
  column: number,
  switches?: Settings,
): { runs: Partial<RunSeen>[]; end: End } {
  const finding: Finding = findings[name];
  const other = switches && finding.otherwise?.find(({ when }) => isIn(when, switches));
  return expectedFrom({ ...finding, does: finding.runs[column] ?? 'nothing', ...renamed(other) });
}

function renamed(other: NonNullable<Finding['otherwise']>[number] | undefined): Partial<Outcome> {
  if (!other) return {};
  const { runs: does, event, handled, before } = other;
  return {
    does,
    ...(event ? { event } : {}),
    ...(handled ? { handled } : {}),
    ...(before ? { before } : {}),
  };
}

export interface Outcome {
  event: EventType | null;
  does: RunDoes;
  handled?: Handled;
  before: End;
}

/** What is to be seen of two runs and at the end. */
export function expectedFrom({ event, does, handled, before }: Outcome): {
  runs: Partial<RunSeen>[];
  end: End;
} {
  const effects = [...(handled?.effects ?? [])];
  const after = handled?.end ?? before;
  const quiet = (state?: string): Partial<RunSeen> => ({
    events: state === undefined ? [] : [`${event} ${state}`],
    effects: [],
  });
  switch (does) {
    case 'nothing':
      return { runs: [quiet(), quiet()], end: before };
    case 'lists':
      return {
        runs: [
          { ...quiet(), lists: true },
          { ...quiet(), lists: true },
        ],
        end: before,
      };
    case 'tells':
      return { runs: [{ ...quiet(), tells: true }, quiet()], end: before };
    case 'waits':
      return { runs: [quiet('open'), quiet('open')], end: before };
    case 'creates':
      return { runs: [{ ...quiet(), effects }, quiet()], end: after };
    case 'handles':
      return { runs: [{ ...quiet('handled'), effects }, quiet('handled')], end: after };
    case 'handles-when-seen-twice':
      return { runs: [quiet('open'), { ...quiet('handled'), effects }], end: after };
  }
}

/** Whether everything that a special case needs is in force. */
export function isIn(when: Settings, switches: Settings): boolean {
  return Object.entries(when).every(([name, value]) => switches[name as keyof Settings] === value);
}
