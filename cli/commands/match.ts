import { Option, type Command } from 'commander';
import { callApi } from '../call-api.ts';
import { carryOutMatch, type CarryOutOptions } from '../carry-out-match.ts';
import type { Cli, Outcome } from '../cli.ts';
import { findMatch, pathOf } from '../find-match.ts';
import { matchDecisionText, matchText } from '../match-text.ts';
import type { MatchOptions } from '../match-options.ts';
import { matchWishes } from '../match-wishes.ts';
import type { AddCommand } from './command.ts';

type Options = MatchOptions & CarryOutOptions;

export const addMatch: AddCommand = (program, run) => {
  const match = program
    .command('match [items...]')
    .description(
      'decide on organizations and devices, after confirmation, and wait for the outcome',
    )
    .option('--accept', 'accept the best suggestion')
    .option('--reject', 'reject it: it is not made again')
    .option('--to <id>', 'match to this record of IT Glue, by its id or its name')
    .option('--create', 'create it in IT Glue')
    .option('--ignore', 'not counted as unmatched from then on')
    .option('--unignore', 'take that back')
    .option('--revert', 'take a match back; a run does not make it again')
    .option('--suggestion <id>', 'accept, reject: this one of several suggestions')
    .option('--name <name>', "create: an organization's name, in place of its own")
    .option('--despite [ids...]', 'create: look-alikes that you looked at, by id')
    .option('--all', 'every one of the tab that the decision is for, in place of items')
    .option('--of <org>', 'devices of this source organization')
    .option('--search <text>', 'with --all: part of a name')
    .addOption(
      new Option('--kind <kind>', 'which are meant, where a name is both').choices([
        'organization',
        'device',
      ]),
    )
    .option('--yes', 'confirm without asking')
    .option('--no-wait', 'do not wait for the outcome')
    .option('--why <reason>', 'kept in the audit')
    .action((items: string[], options: Options) => run((cli) => decide(cli, items, options)));
  match
    .command('show <item>')
    .description('one organization or device with suggestions, decisions and record')
    .action((item: string) => run((cli) => show(cli, item)));
  match
    .command('outcome <decision>')
    .description('a decision with what became of each item')
    .action((id: string) => run((cli) => outcome(cli, id)));
  match
    .command('cancel <decision>')
    .description('take back what of a decision has not been carried out')
    .option('--why <reason>', 'kept in the audit')
    // `match` has such an option too, and takes it wherever it stands.
    .action((id: string, _own: object, command: Command) =>
      run((cli) => cancel(cli, id, command.optsWithGlobals<{ why?: string }>().why)),
    );
};

async function decide(cli: Cli, items: string[], options: Options): Promise<Outcome> {
  const { yes, wait, why, ...given } = options;
  const { v1 } = await cli.signedIn();
  const wishes = await matchWishes(v1, items, given);
  return carryOutMatch(cli, v1, wishes, {
    wait,
    ...(yes === undefined ? {} : { yes }),
    ...(why === undefined ? {} : { why }),
  });
}

async function show(cli: Cli, item: string): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const { kind, sourceId } = await findMatch(v1, item);
  const param = pathOf(sourceId);
  const data =
    kind === 'organization'
      ? await callApi(v1.organizations[':sourceId'].$get({ param }))
      : await callApi(v1.devices[':sourceId'].$get({ param }));
  return { data, text: matchText(data) };
}

async function outcome(cli: Cli, id: string): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1['match-decisions'][':id'].$get({ param: { id } }));
  return { data, text: matchDecisionText(data) };
}

async function cancel(cli: Cli, id: string, why: string | undefined): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const json = why === undefined ? {} : { why };
  const data = await callApi(v1['match-decisions'][':id'].cancel.$post({ param: { id }, json }));
  const rest = data.working === 0 ? '' : `; ${data.working} are being carried out and finished`;
  return { data, text: `${data.cancelled} items taken back${rest}.` };
}
