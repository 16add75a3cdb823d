import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { plain } from '../table.ts';
import { age } from '../text.ts';
import type { AddCommand } from './command.ts';

export const addNotices: AddCommand = (program, run) => {
  program
    .command('notices')
    .description('what needs attention now, the most urgent first')
    .action(() => run((cli) => notices(cli)));
};

async function notices(cli: Cli): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.notices.$get());
  if (data.notices.length === 0) return { data, text: 'Nothing needs attention.' };
  const shown = data.notices.map(({ sentence, since, command }) => {
    const when = since === null ? '' : ` (${age(since)})`;
    const next = command === null ? [] : [`    ${command}`];
    return [`- ${plain(sentence)}${when}`, ...next].join('\n');
  });
  return { data, text: shown.join('\n') };
}
