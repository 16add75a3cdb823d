import { filledIn } from './counts.ts';
import type { ListedMatch, ReviewedMatch } from './decide-matches.ts';
import { isElsewhere, matchCounts, type MatchCounts } from './match-counts.ts';
import type { Story } from './story.ts';

type Row = [string, string | number, string | number, string];

/** Names that are longer would make a command unreadable. */
const longestName = 40;

/** How organizations and devices stand to IT Glue, with the commands to look at them. */
export function matchedRows({ organizations, devices, thirdAct }: Story): Row[] {
  const [of, inside] = [matchCounts(organizations), matchCounts(devices)];
  const row = (title: string, field: keyof MatchCounts, look: string): Row => [
    title,
    of[field],
    inside[field],
    look,
  ];
  const accepted = thirdAct.decided[0]?.match.name ?? '';
  const created = organizations.find(({ origin }) => origin === 'created')?.name ?? '';
  const conflicting = mostOf(devices, ({ conflicts }) => conflicts.length > 0);
  const elsewhere = mostOf(devices, isElsewhere);
  return [
    ['', 'organizations', 'devices', 'to look at: npm run -s sitesync --'],
    row('Matched by rule', 'matchedByRule', 'organizations --tab matched'),
    row('Matched by a person', 'matchedByHand', `match show "${accepted}"`),
    row('Created', 'created', `devices "${created}" --tab matched`),
    ['Fields filled in by runs', '', filledIn({ thirdAct }), `run ${thirdAct.matched.id}`],
    row('Ignored', 'ignored', 'organizations --tab ignored'),
    row('Unmatched', 'unmatched', 'organizations'),
    row('  with a suggestion', 'suggested', 'organizations --filter suggested'),
    row('  with a conflict', 'conflicts', `devices "${conflicting}" --filter conflict`),
    row('  in another organization', 'elsewhere', `devices "${elsewhere}" --filter noted`),
  ];
}

/** What a person decided there; devices of which the same came in one row. */
export function reviewedRows({ thirdAct }: Story): [string, string][] {
  const { refusedCreation, decided, bulk } = thirdAct;
  const alike = Map.groupBy([...decided, ...bulk], ({ match, choice, state }) =>
    match.kind === 'device' ? `${choice.do} ${state}` : match.sourceId,
  );
  const sentence = refusedCreation.refusal?.sentence ?? '';
  return [
    [refusedCreation.name, `creation refused: ${withoutNameAndIds(sentence)}`],
    ...[...alike.values()].flatMap(reviewedRow),
  ];
}

/** What is left to a person for another reason than that nothing is known of it. */
export function unmatchedRows({ organizations, devices }: Story): [string, string][] {
  return [
    ...organizations
      .filter(({ state, conflicts }) => state === 'unmatched' && conflicts.length > 0)
      .map(({ name, conflicts }): [string, string] => [name, conflicts.join(' ')]),
    ...devices
      .filter((device) => device.state === 'unmatched' && isElsewhere(device))
      .map((device): [string, string] => [
        nameOf(device),
        device.notes.map(({ sentence }) => withoutIdentifier(sentence)).join(' '),
      ]),
  ];
}

function reviewedRow(same: readonly ReviewedMatch[]): [string, string][] {
  const [first, ...others] = same;
  if (first === undefined) return [];
  const name = others.length === 0 ? nameOf(first.match) : `${same.length} devices`;
  const example = others.length === 0 ? '' : `${first.match.name}: `;
  return [[name, `${example}${outcomeText(first)}`]];
}

function outcomeText({ match, choice, state, outcome }: ReviewedMatch): string {
  if (state !== 'done') return `creation refused: ${withoutNameAndIds(outcome)}`;
  const [best] = match.suggestions;
  const isAccepted = choice.do === 'accept' && best?.id === choice.destinationId;
  const because = isAccepted ? ` Suggested: ${best.reasons.join(', ')}.` : '';
  const before =
    match.state === 'matched' ? ` It was matched to “${match.destination?.name ?? ''}”.` : '';
  return `${outcome}${because}${before}`;
}

function nameOf({ name, organization }: ListedMatch): string {
  return organization === null ? name : `${name} of ${organization.name}`;
}

/** Whose sentence it is stands before it, and names say enough. */
function withoutNameAndIds(sentence: string): string {
  return sentence.replace(/^(?:Organization|Device) “.*?” /, '').replaceAll(/ \(\d+\)/g, '');
}

/** Serials of virtual machines are longer than a line: what they point to is what matters. */
function withoutIdentifier(sentence: string): string {
  return sentence.replace(/^(Its serial|Its .*?MAC address) .* is that of/, '$1 is that of');
}

/** The source organization with most such devices. */
function mostOf(devices: readonly ListedMatch[], fits: (device: ListedMatch) => boolean): string {
  const bySource = Map.groupBy(
    devices.filter((device) => device.state === 'unmatched' && fits(device)),
    ({ organization }) => organization?.name ?? '',
  );
  const [most] = [...bySource]
    .filter(([name]) => name.length <= longestName)
    .toSorted(([, one], [, other]) => other.length - one.length);
  return most?.[0] ?? '';
}
