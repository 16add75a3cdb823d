import type { Answer, ApiClient } from '../api/client.ts';
import { plain, table } from './table.ts';
import { workflowText } from './workflow-text.ts';

type Mapping = Answer<ApiClient['v1']['mappings'][':id']['$get']>;

/** The confirmation: exactly what will be done, and what is refused. */
export function confirmationText({ rows, accepted, refused }: Mapping): string {
  const blocks = rows.map(({ siteName, lines, accepted: fine }) => {
    const mark = fine ? '' : ' (refused)';
    return [`${plain(siteName)}${mark}`, ...lines.map((line) => `  - ${plain(line)}`)].join('\n');
  });
  const left = refused === 0 ? '' : `, ${refused} refused and left out`;
  return `${blocks.join('\n')}\n\n${accepted} to be carried out${left}.`;
}

/** How each row came out. */
export function mappingText({ id, state, rows, workflowId, workflowUrl }: Mapping): string {
  const shown = rows.map((row) => [
    row.siteName,
    row.choice.do,
    row.accepted ? row.state : 'refused',
    note(row),
  ]);
  return [
    `Mapping ${id}: ${state}`,
    table(['SITE', 'DO', 'STATE', 'NOTE'], shown),
    ...(workflowId === null ? [] : ['', workflowText(workflowId, workflowUrl)]),
  ].join('\n');
}

/** Why a row was refused or has stopped; where it is, while it is at work. */
function note({ accepted, lines, problem, state, step }: Mapping['rows'][number]): string {
  if (!accepted) return lines[0] ?? '';
  if (problem !== null) return problem;
  return state === 'working' && step !== null ? `at its ${step}` : '';
}
