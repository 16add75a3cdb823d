import type { Answer, ApiClient } from '../api/client.ts';
import { plain, table } from './table.ts';
import { blocks, list, when } from './text.ts';
import { who } from './who.ts';
import { workflowText } from './workflow-text.ts';

export type ShownEvent = Answer<ApiClient['v1']['events'][':id']['$get']>;

/** An event as people read it. What can be done next stands last, where a terminal shows it. */
export function eventText(event: ShownEvent): string {
  return blocks(
    headText(event),
    list('EVIDENCE', event.evidence),
    table(
      ['DECIDED (UTC)', 'BY', 'WHAT', 'STATE', 'OUTCOME'],
      event.decisions.map((one) => [
        when(one.createdAt),
        who(one.by),
        choiceText(one.choice),
        one.state,
        one.outcome ?? one.why,
      ]),
    ),
    table(
      ['BEGUN (UTC)', 'BY', 'ACTION', 'STATE', 'NOTE'],
      event.actions.map((one) => [
        when(one.createdAt),
        who(one.by),
        one.verb,
        one.state,
        one.problem ?? (one.state === 'working' && one.step !== null ? `at its ${one.step}` : ''),
      ]),
    ),
    table(
      ['SENT (UTC)', 'WRITE', 'STATE', 'WHAT'],
      event.actions
        .flatMap(({ writes }) => writes)
        .map((one) => [
          when(one.firstSentAt),
          `${one.vendor} ${one.operation}`,
          one.state,
          one.sentence,
        ]),
    ),
    table(
      ['AT (UTC)', 'WHO', 'RECORDED', 'WHY'],
      event.audit.map((one) => [when(one.at), who(one.actor), one.verb, one.why]),
    ),
    workflowText(event.workflowId, event.workflowUrl),
    nextText(event),
  );
}

function headText(event: ShownEvent): string {
  const { title, source, destination, state, occurrences, outcome, waits, automatic } = event;
  const company = destination.companyName ?? destination.companyId;
  const about = company === null ? '' : `, company “${company}”`;
  const times = occurrences === 1 ? 'once' : `${occurrences} times`;
  const lines = [
    `${title}: site “${source.siteName}”${about}`,
    `${state}; raised ${when(event.raisedAt)} UTC, ${times} since ${when(event.firstSeenAt)}; last seen ${when(event.lastSeenAt)}`,
    event.sentence,
    ...(automatic === null ? [] : [`A run does by itself: ${automatic}.`]),
    ...(waits === null ? [] : [waits]),
    ...(outcome === null ? [] : [`Outcome: ${outcome}`]),
  ];
  return lines.map((line) => plain(line)).join('\n');
}

/** `recreate (name: Acme Ltd)`. */
function choiceText({ do: what, ...given }: ShownEvent['decisions'][number]['choice']): string {
  const shown = Object.entries(given).map(([field, value]) => `${field}: ${value}`);
  return shown.length === 0 ? what : `${what} (${shown.join(', ')})`;
}

function nextText({ id, state, primaryActions }: ShownEvent): string {
  if (state !== 'open') return '';
  const ways = primaryActions.map((action) => `\`sitesync resolve ${id} ${action}\``);
  return `To resolve it: ${ways.join(' or ')}. To let it go: \`sitesync ignore ${id}\`.`;
}
