import type { ApiClient } from '../../api/client.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import type { AddCommand } from './command.ts';

const stops = {
  pause: ['pause the tenant: runs read and write nothing', 'Paused: runs do nothing.'],
  resume: ['take a pause back', 'Resumed.'],
  freeze: [
    'freeze all writes of the tenant; reads go on',
    'Frozen: no write is sent later than 5 s from now.',
  ],
  unfreeze: ['let the tenant write again', 'Writing again.'],
} as const;
type Stop = keyof typeof stops;

export const addStops: AddCommand = (program, run) => {
  for (const [name, [description]] of Object.entries(stops)) {
    program
      .command(name)
      .description(description)
      .option('--why <reason>', 'kept in the audit')
      .action(({ why }: { why?: string }) => run((cli) => stop(cli, name as Stop, why)));
  }
};

async function stop(cli: Cli, name: Stop, why: string | undefined): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await post(v1, name, why === undefined ? {} : { why });
  return { data, text: stops[name][1] };
}

function post(v1: ApiClient['v1'], name: Stop, json: { why?: string }): Promise<unknown> {
  switch (name) {
    case 'pause':
      return callApi(v1.pause.$post({ json }));
    case 'resume':
      return callApi(v1.resume.$post({ json }));
    case 'freeze':
      return callApi(v1.freeze.$post({ json }));
    case 'unfreeze':
      return callApi(v1.unfreeze.$post({ json }));
  }
}
