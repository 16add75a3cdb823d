import { createApiClient } from '../../api/client.ts';
import { askSecret, askText } from '../ask.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { plain } from '../table.ts';
import type { AddCommand } from './command.ts';

interface Options {
  url?: string;
  key?: string;
  secret?: string;
  name?: string;
}

export const addLogin: AddCommand = (program, run) => {
  program
    .command('login')
    .description('sign in with your own Datto RMM API key, which is checked and not kept')
    .option(
      '--url <url>',
      'API URL or platform: pinotage, merlot, concord, vidal, zinfandel, syrah',
    )
    .option('--key <key>', 'API key (or SITESYNC_DATTO_KEY, or a prompt)')
    .option('--secret <secret>', 'API secret (or SITESYNC_DATTO_SECRET, or a prompt)')
    .option('--name <name>', 'how the audit names you')
    .action((options: Options) => run((cli) => login(cli, options)));
};

async function login(cli: Cli, options: Options): Promise<Outcome> {
  const url = await askText(cli, options.url, {
    message: 'Datto RMM API URL or platform',
    option: '--url',
  });
  const key = await askSecret(cli, options.key, {
    message: 'API key',
    option: '--key',
    variable: 'SITESYNC_DATTO_KEY',
  });
  const secret = await askSecret(cli, options.secret, {
    message: 'API secret',
    option: '--secret',
    variable: 'SITESYNC_DATTO_SECRET',
  });
  const name = options.name === undefined ? {} : { name: options.name };
  const { v1 } = createApiClient({ baseUrl: cli.api });
  const { token, ...signedIn } = await callApi(
    v1.auth['sign-in']['datto-rmm'].$post({ json: { url, key, secret, ...name } }),
  );
  const { person, tenant, role, advice } = signedIn;
  await cli.sessions.keep(cli.api, tenant.id, {
    tenantName: tenant.name,
    person: person.name,
    token,
  });
  const lines = [
    `Signed in to ${plain(tenant.name)} as ${plain(person.name)} (${role}).`,
    ...advice.map((line, index) => (index === 0 ? `\n${line}` : `  ${index}. ${line}`)),
  ];
  return { data: signedIn, text: lines.join('\n') };
}
