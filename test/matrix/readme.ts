import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import {
  eventTitles,
  eventTypes,
  primaryActions,
  type EventType,
} from '../../rules/gravityzone/events/event-types.ts';
import { columns, type Finding, type RunDoes } from './case-types.ts';
import { findings } from './cases.ts';
import { decisions } from './decisions.ts';

// The main that writes the README's section *What happens when* from the cases of the tests.

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));
const [start, end] = ['<!-- matrix:start -->', '<!-- matrix:end -->'];

const all: Finding[] = Object.values(findings);

/** The section as it should stand in the README, its markers included. */
export async function section(): Promise<string> {
  const text = [
    '## What happens when',
    'A discrepancy is an event. Every line below is played on the sandbox by `test/matrix/`, and this section is written from the same cases.',
    whatRunsDo(),
    'An event that waits stays on the list of events until somebody decides, or until a run no longer finds it. Handling is without effect at *Monitor & report*. Whatever the level and handling, an operator can decide:',
    whatOperatorsDo(),
    'Facts are read once more before anything is written; a decision on facts that have changed is refused with what changed.',
    'Where the vendors’ documentation leaves open how they behave:',
    whatVendorsDo(),
  ].join('\n\n');
  const style = await resolveConfig(readme);
  const formatted = await format(text, { ...style, parser: 'markdown' });
  return `${start}\n\n${formatted}\n${end}`;
}

/** The README with its section as it should be. */
export async function readmeAsItShouldBe(): Promise<{ now: string; wanted: string }> {
  const now = await readFile(readme, 'utf8');
  const [from, to] = [now.indexOf(start), now.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no ${start} and ${end}`);
  const wanted = `${now.slice(0, from)}${await section()}${now.slice(to + end.length)}`;
  return { now, wanted };
}

function whatRunsDo(): string {
  const heads = [
    'Monitor & report',
    'Monitor & handle, handling Automatic',
    'Monitor & handle, handling Manual',
    'Automatic inventory synchronization, handling Automatic',
    'Automatic inventory synchronization, handling Manual',
  ];
  const shown = all.filter(({ found }) => found !== null);
  const rows = shown.map((finding, index) => {
    const isFirst = index === 0 || shown[index - 1]?.event !== finding.event;
    const [report, reportManual, ...others] = columns.map((_, column) => cell(finding, column));
    if (report !== reportManual) throw new Error('handling makes a difference at Monitor & report');
    return [isFirst ? titleOf(finding.event) : '', finding.found ?? '', report ?? '', ...others];
  });
  return table(['event', 'what is found', ...heads], rows);
}

function cell(finding: Finding, column: number): string {
  const does = finding.runs[column] ?? 'nothing';
  const says = finding.handled?.says ?? '';
  const words: Record<RunDoes, string> = {
    nothing: '–',
    lists: 'listed as to be created',
    waits: 'event; waits',
    handles: `event; ${says}`,
    'handles-when-seen-twice': `event; in the second run that finds it so, ${says}`,
    tells: 'a problem of the run',
    creates: 'creates a company and associates it',
  };
  return words[does];
}

function whatOperatorsDo(): string {
  const rows = eventTypes.flatMap((type) =>
    primaryActions[type].map((action, index) => {
      const one = Object.values(decisions).find(
        ({ finding, action: its, says }) =>
          findings[finding].event === type && its === action && says !== null,
      );
      if (!one) throw new Error(`no decision says what ${action} does`);
      return [index === 0 ? eventTitles[type] : '', `\`${action}\``, one.says ?? ''];
    }),
  );
  const ignore =
    'the event goes, nothing else changes. The next run that still finds it raises it again, with its count and since when; no run handles it while the facts are those that were ignored';
  return table(['event', 'action', 'what it does'], [...rows, ['each', '`ignore`', ignore]]);
}

function whatVendorsDo(): string {
  const rows = all.flatMap(({ otherwise = [], event }) =>
    otherwise.flatMap(({ says, when, event: its }) => {
      if (!says) return [];
      const vendor = Object.keys(when).every((name) => name.startsWith('dattoRmm'))
        ? 'Datto RMM'
        : 'GravityZone';
      return [[titleOf(its ?? event), `${vendor} ${says.vendor}`, says.happens]];
    }),
  );
  return table(['event', 'where', 'what happens'], rows);
}

function titleOf(event: EventType | null): string {
  return event === null ? 'no event' : `**${eventTitles[event]}**`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

if (import.meta.main) {
  const { wanted } = await readmeAsItShouldBe();
  await writeFile(readme, wanted);
}
