import type { Answer, ApiClient } from '../../api/client.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { exitCodes } from '../cli-error.ts';
import { table } from '../table.ts';
import { when } from '../text.ts';
import { who } from '../who.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddCommand } from './command.ts';

type Row = Answer<ApiClient['v1']['audit']['$get']>['rows'][number];
interface Options {
  verify?: true;
  export?: true;
  limit: number;
}

const largestPage = 500;

export const addAudit: AddCommand = (program, run) => {
  program
    .command('audit')
    .description('the record: who did what, when and why, the newest first')
    .option('--verify', 'whether it is whole: no row changed or missing')
    .option('--export', 'all of it, the oldest first, one JSON line a row (with --json: one list)')
    .option('--limit <n>', 'at most so many rows', wholeNumber, 50)
    .action((options: Options) => run((cli) => audit(cli, options)));
};

async function audit(cli: Cli, options: Options): Promise<Outcome> {
  const client = await cli.signedIn();
  if (options.verify) return verify(client);
  const most = options.export ? Number.POSITIVE_INFINITY : options.limit;
  const rows = await newest(client, most);
  if (options.export) {
    const oldestFirst = rows.toReversed();
    return {
      data: { rows: oldestFirst },
      text: oldestFirst.map((row) => JSON.stringify(row)).join('\n'),
    };
  }
  return { data: { rows }, text: table(['AT (UTC)', 'WHO', 'DID', 'TO', 'WHY'], rows.map(shown)) };
}

async function verify({ v1 }: ApiClient): Promise<Outcome> {
  const data = await callApi(v1.audit.verify.$get());
  return data.whole
    ? { data, text: `Whole: all ${data.rows} rows fit.` }
    : { data, text: data.sentence, exitCode: exitCodes.failed };
}

async function newest({ v1 }: ApiClient, most: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const size = Math.min(largestPage, most - rows.length);
    if (size <= 0) return rows;
    const before = rows.at(-1)?.id;
    const page = await callApi(
      v1.audit.$get({
        query: {
          limit: String(size),
          ...(before === undefined ? {} : { before: String(before) }),
        },
      }),
    );
    rows.push(...page.rows);
    if (page.rows.length < size) return rows;
  }
}

function shown({ at, actor, verb, subject, why }: Row): (string | null)[] {
  return [when(at), who(actor), verb, subject, why];
}
