import { table } from './table.ts';
import { blocks, list } from './text.ts';
import type { ShownRun } from './wait-for-run.ts';

const countNames = {
  sites: 'managed sites',
  excluded: 'excluded',
  associations: 'associations',
  companiesCreated: 'companies created',
  associated: 'associated',
  moved: 'companies moved back',
  recreated: 'companies made anew',
  packages: 'packages made',
  variables: 'variables written',
  toBeCreated: 'to be created by a person',
  problems: 'problems',
} as const;
type Count = keyof typeof countNames;

/** What a plan can't have done. */
const doneByRuns: readonly Count[] = [
  'companiesCreated',
  'associated',
  'moved',
  'recreated',
  'packages',
  'variables',
];

/** What a run found and did, in numbers; nothing if it read nothing. */
export function countsText({ kind, counts, calls }: ShownRun): string {
  if (counts === null || calls.total === 0) return '';
  const shown = (Object.keys(countNames) as Count[]).filter(
    (name) => kind === 'sync' || !doneByRuns.includes(name),
  );
  const { open, raised, handled } = counts.events;
  const events = [
    ['events open', open],
    ['events raised', raised],
    ['events handled', handled],
  ];
  return table(
    [],
    // A plan only finds events: it says so itself.
    [...shown.map((name) => [countNames[name], counts[name]]), ...(kind === 'sync' ? events : [])],
  );
}

/** What its IT Glue part found, and how matching stands after it. */
export function itglueText({ kind, counts, calls }: ShownRun): string {
  const found = counts?.itglue;
  if (found === undefined || calls.total === 0) return '';
  const { organizations, devices } = found.matches;
  const { audits, newlyMatched } = found;
  return blocks(
    table(
      ['IT GLUE', 'UNMATCHED', 'MATCHED', 'IGNORED', 'MATCHED BY THIS RUN'],
      [
        tabsRow('organizations', organizations, newlyMatched.organizations),
        tabsRow('devices', devices, newlyMatched.devices),
      ],
    ),
    table(
      [],
      [
        ['devices read', found.devices],
        ['organizations read', found.organizations],
        ['configurations read', found.configurations],
        ['audits read', audits.read],
        ['audits left for the next run', audits.left],
        // A plan writes nothing: it says itself what a run would.
        ...(kind === 'plan' ? [] : [['configurations updated by this run', found.updated]]),
      ],
    ),
  );
}

type TabCounts = NonNullable<NonNullable<ShownRun['counts']>['itglue']>['matches']['devices'];

function tabsRow(of: string, { unmatched, matched, ignored }: TabCounts, newly: number) {
  return [of, unmatched, matched, ignored, newly];
}

/** The requests that it sent, by operation. */
export function callsText({ calls, counts }: ShownRun): string {
  if (calls.total === 0) return '';
  const rows = calls.byOperation.map((call) => [call.operation, call.calls]);
  const bound = counts === null ? [] : [['least a steady run makes', counts.callsBound]];
  return table(['CALL', 'TIMES'], [...rows, ['total', calls.total], ...bound]);
}

/** What is left to a person, and why. */
export function problemsText({ problems }: ShownRun): string {
  const sentences = problems.map(({ siteName, sentence }) => {
    const named = siteName === null || sentence.includes(`“${siteName}”`);
    return named ? sentence : `Site “${siteName}”: ${sentence}`;
  });
  return list('PROBLEMS', sentences);
}
