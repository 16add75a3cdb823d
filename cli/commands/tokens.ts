import { Option } from 'commander';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { table } from '../table.ts';
import { when } from '../text.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddCommand } from './command.ts';

interface Wish {
  name: string;
  role: 'administrator' | 'viewer';
  scope: 'read' | 'write';
  days: number;
}

export const addTokens: AddCommand = (program, run) => {
  const tokens = program
    .command('tokens')
    .description('API tokens, for programs')
    .action(() => run((cli) => list(cli)));
  tokens
    .command('list')
    .description('all of them, without the tokens themselves')
    .action(() => run((cli) => list(cli)));
  tokens
    .command('create')
    .description('make one; it is shown once')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(
      new Option('--role <role>', 'what it may do')
        .choices(['administrator', 'viewer'])
        .default('viewer'),
    )
    .addOption(
      new Option('--scope <scope>', 'whether it may write')
        .choices(['read', 'write'])
        .default('read'),
    )
    .option('--days <n>', 'until it ends', wholeNumber, 90)
    .action((wish: Wish) => run((cli) => create(cli, wish)));
  tokens
    .command('revoke <id>')
    .description('end one at once')
    .action((id: string) => run((cli) => revoke(cli, id)));
};

async function list(cli: Cli): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.tokens.$get());
  if (data.tokens.length === 0) return { data, text: 'There is no API token.' };
  const rows = data.tokens.map((one) => [
    one.name,
    one.role,
    one.scope,
    one.createdBy,
    when(one.expiresAt),
    one.revokedAt === null ? '' : `revoked ${when(one.revokedAt)}`,
    one.id,
  ]);
  const head = ['NAME', 'ROLE', 'SCOPE', 'MADE BY', 'ENDS (UTC)', '', 'ID'];
  return { data, text: table(head, rows) };
}

async function create(cli: Cli, { name, role, scope, days }: Wish): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const json = { name, role, scope, expiresInDays: days };
  const data = await callApi(v1.tokens.$post({ json }));
  const text = `${data.token}\n\nThis is the only time it is shown. It ends ${when(data.expiresAt)} UTC (id ${data.id}).`;
  return { data, text };
}

async function revoke(cli: Cli, id: string): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.tokens[':id'].$delete({ param: { id } }));
  return { data, text: `Revoked ${id}.` };
}
