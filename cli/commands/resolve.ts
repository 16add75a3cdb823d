import { Argument } from 'commander';
import type { ApiClient } from '../../api/client.ts';
import { askText, askToConfirm } from '../ask.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { exitCodes } from '../cli-error.ts';
import {
  eventChoice,
  resolutions,
  type ChoiceOptions,
  type EventChoice,
  type Resolution,
} from '../event-choice.ts';
import type { ShownEvent } from '../event-text.ts';
import { list } from '../text.ts';
import { decisionOutcome } from '../wait-for-decision.ts';
import type { AddCommand } from './command.ts';

interface Options extends ChoiceOptions {
  yes?: true;
  wait: boolean;
  why?: string;
}

export const addResolve: AddCommand = (program, run) => {
  program
    .command('resolve <id>')
    .description('resolve an event, after confirmation, and wait for the outcome')
    .addArgument(
      new Argument('<action>', "one of its type's: `sitesync event ID` names them").choices(
        resolutions,
      ),
    )
    .option('--name <name>', "create, recreate: the new company's; delete-company: the company's")
    .option('--company <id>', 'associate: the company, where the event leaves it open')
    .option('--prefix <prefix>', 'rename-existing: put before the name of the company in the way')
    .option('--yes', 'confirm without asking')
    .option('--no-wait', 'do not wait for the outcome')
    .option('--why <reason>', 'kept in the audit')
    .action((id: string, action: Resolution, options: Options) =>
      run((cli) => resolve(cli, id, action, options)),
    );
  program
    .command('ignore <id>')
    .description('let an event go, until a run finds its discrepancy again')
    .option('--no-wait', 'do not wait for the outcome')
    .option('--why <reason>', 'kept in the audit')
    .action((id: string, options: Pick<Options, 'wait' | 'why'>) =>
      run((cli) => ignore(cli, id, options)),
    );
};

async function resolve(
  cli: Cli,
  id: string,
  action: Resolution,
  { yes, wait, why, ...given }: Options,
): Promise<Outcome> {
  const wanted = await eventChoice(cli, action, given);
  const { v1 } = await cli.signedIn();
  const param = { id };
  const event = await callApi(v1.events[':id'].$get({ param }));
  const choice = await confirmed(cli, v1, event, wanted, yes === true);
  if (choice === null) {
    return {
      data: { lines: [], decisionId: null },
      text: 'Cancelled; nothing was done.',
      exitCode: exitCodes.failed,
    };
  }
  const json = { ...choice, ...shownIn(event), ...(why === undefined ? {} : { why }) };
  const decided = await callApi(v1.events[':id'].resolve.$post({ param, json }));
  return decisionOutcome(cli, v1, id, decided, wait);
}

/** Shows what would be done and asks; null is a no. A company to be deleted is named by typing. */
async function confirmed(
  cli: Cli,
  v1: ApiClient['v1'],
  event: ShownEvent,
  choice: EventChoice,
  yes: boolean,
): Promise<EventChoice | null> {
  const namesIt = choice.action === 'delete-company' && choice.name === undefined;
  if (yes && !namesIt) return choice;
  const name = namesIt ? { name: event.destination.companyName ?? '' } : {};
  const json = { ...choice, ...name, ...shownIn(event), preview: true };
  const tried = await callApi(v1.events[':id'].resolve.$post({ param: { id: event.id }, json }));
  process.stderr.write(
    `${list(`${event.title}, site “${event.source.siteName}”`, tried.lines)}\n\n`,
  );
  if (namesIt) {
    const ask = { message: 'Type the name of the company to delete it', option: '--name' };
    return { ...choice, name: await askText(cli, undefined, ask) };
  }
  return (await askToConfirm(cli, 'Carry this out?')) ? choice : null;
}

/** What a decision is made on: refused if it is something else by then. */
function shownIn({ occurrence, factsHash }: ShownEvent) {
  return { occurrence, factsHash };
}

async function ignore(
  cli: Cli,
  id: string,
  { wait, why }: Pick<Options, 'wait' | 'why'>,
): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const param = { id };
  const event = await callApi(v1.events[':id'].$get({ param }));
  const json = { ...shownIn(event), ...(why === undefined ? {} : { why }) };
  const decided = await callApi(v1.events[':id'].ignore.$post({ param, json }));
  return decisionOutcome(cli, v1, id, decided, wait);
}
