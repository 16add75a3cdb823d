import { askText } from './ask.ts';
import type { Cli } from './cli.ts';
import { badUsage } from './cli-error.ts';

/** What an operator resolves an event with. */
export const resolutions = [
  'create',
  'move',
  'recreate',
  'associate',
  'rename-existing',
  'rename-to-site',
  'delete-company',
  'keep-company',
] as const;
export type Resolution = (typeof resolutions)[number];

export interface ChoiceOptions {
  name?: string;
  company?: string;
  prefix?: string;
}

/** A resolution with what it needs, as the API takes it. */
export interface EventChoice {
  action: Resolution;
  name?: string;
  companyId?: string;
  prefix?: string;
}

const goesWith: Record<keyof ChoiceOptions, readonly Resolution[]> = {
  name: ['create', 'recreate', 'delete-company'],
  company: ['associate'],
  prefix: ['rename-existing'],
};

/**
 * The choice that the options say; what it can't do without is asked for. The name of a company to
 * be deleted is typed after seeing what goes with it, so that is asked for later.
 *
 * @throws {CliError} bad usage, also where nobody can be asked.
 */
export async function eventChoice(
  cli: Cli,
  action: Resolution,
  options: ChoiceOptions,
): Promise<EventChoice> {
  for (const [option, actions] of Object.entries(goesWith)) {
    if (options[option as keyof ChoiceOptions] !== undefined && !actions.includes(action)) {
      throw badUsage(`--${option} goes with ${actions.join(', ')}.`);
    }
  }
  const { name, company, prefix } = options;
  if (action === 'create') {
    const ask = { message: 'Name of the new company', option: '--name' };
    return { action, name: await askText(cli, name, ask) };
  }
  if (action === 'rename-existing') {
    const ask = { message: 'Prefix, put before the name with one blank', option: '--prefix' };
    return { action, prefix: await askText(cli, prefix, ask) };
  }
  if (action === 'delete-company' && name === undefined && !cli.interactive) {
    throw badUsage('Give --name with the name of the company that is to be deleted.');
  }
  return {
    action,
    ...(name === undefined ? {} : { name }),
    ...(company === undefined ? {} : { companyId: company }),
  };
}
