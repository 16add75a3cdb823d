import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { table } from '../table.ts';
import { age } from '../text.ts';
import type { AddCommand } from './command.ts';

export const addConnections: AddCommand = (program, run) => {
  program
    .command('connections')
    .description('the connections with their state and what is missing')
    .action(() => run((cli) => connections(cli)));
};

async function connections(cli: Cli): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.connections.$get());
  if (data.connections.length === 0) {
    return { data, text: 'Nothing is connected. Begin with `sitesync connect datto-rmm`.' };
  }
  const text = table(
    ['VENDOR', 'STATE', 'MISSING', 'URL', 'IDENTITY', 'CHECKED'],
    data.connections.map(({ vendor, state, missing, url, identity, checkedAt }) => [
      vendor,
      state,
      missing.join(', '),
      url,
      identity,
      age(checkedAt),
    ]),
  );
  return { data, text };
}
