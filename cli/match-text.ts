import type { Answer, ApiClient } from '../api/client.ts';
import { byText, matchedText } from './match-rows.ts';
import { plain, table } from './table.ts';
import { blocks, list, when } from './text.ts';
import { who } from './who.ts';
import { workflowText } from './workflow-text.ts';

type V1 = ApiClient['v1'];
type Tried = Answer<V1['match-decisions']['$post']>;
type MatchDecision = Answer<V1['match-decisions'][':id']['$get']>;
type Match = Answer<V1['organizations'][':sourceId']['$get']>;

/** The confirmation: exactly what will be done, what is refused, and what to know before. */
export function matchPreviewText({ items, warnings }: Tried): string {
  const accepted = items.filter(({ refusal }) => refusal === null);
  const refused = items.length - accepted.length;
  const left = refused === 0 ? '' : `, ${refused} refused and left out`;
  return blocks(
    accepted.flatMap(({ lines }) => lines.map((line) => `- ${plain(line)}`)).join('\n'),
    list(
      'REFUSED',
      items.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.sentence])),
    ),
    accepted.length === 0 ? '' : warnings.map((warning) => `! ${plain(warning)}`).join('\n'),
    `${accepted.length} to be carried out${left}.`,
  );
}

/** How each item of a decision came out. */
export function matchDecisionText(decision: MatchDecision): string {
  const { id, by, why, createdAt, items, counts, workflowId, workflowUrl } = decision;
  const rows = items.map((item) => [
    item.name,
    choiceText(item.choice),
    item.state,
    item.outcome ?? item.problem ?? (item.step === null ? '' : `at its ${item.step}`),
  ]);
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  return blocks(
    plain(
      `Decision ${id} of ${who(by)}, ${when(createdAt)} UTC${why === null ? '' : ` (${why})`}: ${shown.map(([state, count]) => `${count} ${state}`).join(', ')}`,
    ),
    table(['ITEM', 'DO', 'STATE', 'OUTCOME'], rows),
    workflowText(workflowId, workflowUrl),
  );
}

/** A source organization or device whole. What can be decided next stands last. */
export function matchText(match: Match): string {
  return blocks(
    headText(match),
    table(
      ['SUGGESTED', 'ID', 'SCORE', 'WHY'],
      match.suggestions.map((one) => [
        one.name,
        one.id,
        `${one.score.toFixed(2)} ${one.likelihood}`,
        [...one.reasons, ...one.flags].join(', '),
      ]),
    ),
    list('WHAT STANDS AGAINST A MATCH BY ITSELF', match.conflicts),
    list(
      'TAKEN APART',
      match.apart.map((one) => `${one.destinationId}: ${one.because} by ${who(one.by)}`),
    ),
    table(
      ['DECIDED (UTC)', 'BY', 'WHAT', 'STATE', 'OUTCOME'],
      match.decisions.map((one) => [
        when(one.createdAt),
        who(one.by),
        choiceText(one.choice),
        one.state,
        one.outcome ?? one.why,
      ]),
    ),
    table(
      ['BEGUN (UTC)', 'BY', 'ACTION', 'STATE', 'NOTE'],
      match.actions.map((one) => [
        when(one.createdAt),
        who(one.by),
        one.verb,
        one.state,
        one.problem ?? one.step,
      ]),
    ),
    table(
      ['AT (UTC)', 'WHO', 'RECORDED', 'WHY'],
      match.audit.map((one) => [when(one.at), who(one.actor), one.verb, one.why]),
    ),
    workflowText(match.workflowId, match.workflowUrl),
    nextText(match),
  );
}

function headText(match: Match): string {
  const { kind, name, sourceId, state, organization, reasons, notes, details } = match;
  const of = organization === null ? '' : ` of “${organization.name}”`;
  const to = matchedText(match);
  const by = byText(match);
  const facts = Object.entries(details).map(([field, value]) => `${field}: ${String(value)}`);
  return [
    `${kind === 'device' ? 'Device' : 'Organization'} “${name}”${of} (${sourceId}): ${state}`,
    ...(to === null ? [] : [`Matched to ${to}${by === '' ? '' : ` by ${by}`}.`]),
    ...(reasons.length === 0 ? [] : [`Because: ${reasons.join(', ')}.`]),
    ...(facts.length === 0 ? [] : [facts.join('; ')]),
    ...notes.map(({ sentence }) => sentence),
  ]
    .map((line) => plain(line))
    .join('\n');
}

/** `to 123`, `create as “Acme”`. */
function choiceText(choice: MatchDecision['items'][number]['choice']): string {
  switch (choice.do) {
    case 'accept':
    case 'reject':
    case 'to':
      return `${choice.do} ${choice.destinationId}`;
    case 'create':
      return choice.name === undefined ? 'create' : `create as “${choice.name}”`;
    case 'ignore':
    case 'unignore':
    case 'revert':
      return choice.do;
  }
}

const ways = {
  unmatched: ['--to ID', '--create', '--ignore'],
  matched: ['--to ID', '--revert'],
  ignored: ['--unignore', '--to ID'],
} as const;

function nextText({ sourceId, state, suggestions }: Match): string {
  const accept = state === 'unmatched' && suggestions.length > 0 ? ['--accept', '--reject'] : [];
  return `To decide: \`sitesync match ${sourceId} ${[...accept, ...ways[state]].join(' | ')}\`.`;
}
