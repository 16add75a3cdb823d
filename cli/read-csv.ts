import { badUsage } from './cli-error.ts';

/**
 * Reads CSV as spreadsheets write it (RFC 4180): commas, or semicolons where the first line has
 * them, quotes doubled inside quotes, line breaks inside quotes kept. The first line names the
 * columns; empty lines are left out.
 */
export function readCsv(text: string): Record<string, string>[] {
  const [head, ...rows] = splitRows(text.replace(/^\uFEFF/, ''));
  if (head === undefined) return [];
  const names = head.map((name) => name.trim().toLowerCase());
  return rows
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

function splitRows(text: string): string[][] {
  const firstLine = text.split('\n', 1)[0] ?? '';
  const comma = firstLine.includes(',') || !firstLine.includes(';') ? ',' : ';';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell === '') {
      quoted = true;
    } else if (character === comma || character === '\n') {
      row.push(cell.replace(/\r$/, ''));
      cell = '';
      if (character === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += character;
  }
  if (quoted) throw badUsage('The CSV file ends inside a quoted cell.');
  if (cell !== '' || row.length > 0) rows.push([...row, cell.replace(/\r$/, '')]);
  return rows;
}
