import { createApiClient } from '../../api/client.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import type { AddCommand } from './command.ts';

export const addLogout: AddCommand = (program, run) => {
  program
    .command('logout')
    .description('end the session')
    .action(() => run((cli) => logout(cli)));
};

async function logout(cli: Cli): Promise<Outcome> {
  const [tenantId, session] = await cli.sessions.find(cli.api, cli.tenant);
  const { v1 } = createApiClient({ baseUrl: cli.api, token: session.token });
  await callApi(v1.auth['sign-out'].$post());
  await cli.sessions.forget(cli.api, tenantId);
  return { data: { signedOut: true, tenantId }, text: `Signed out of ${session.tenantName}.` };
}
