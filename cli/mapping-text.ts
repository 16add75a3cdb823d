import type { Answer, ApiClient } from '../api/client.ts';
import { plain, table } from './table.ts';

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
export function mappingText({ id, state, rows }: Mapping): string {
  const shown = rows.map((row) => [
    row.siteName,
    row.choice.do,
    row.accepted ? row.state : 'refused',
    row.problem ?? (row.accepted ? row.step : (row.lines[0] ?? null)),
  ]);
  return `Mapping ${id}: ${state}\n${table(['SITE', 'DO', 'STATE', ''], shown)}`;
}
