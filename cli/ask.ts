import { confirm, isCancel, password, text } from '@clack/prompts';
import type { SecretVariable } from '../environment/environment.ts';
import type { Cli } from './cli.ts';
import { badUsage, CliError, exitCodes } from './cli-error.ts';

const output = process.stderr;

/** A value from its option, else from a prompt. @throws {CliError} where nobody can be asked */
export async function askText(
  cli: Cli,
  given: string | undefined,
  { message, option }: { message: string; option: string },
): Promise<string> {
  if (given !== undefined) return given;
  if (!cli.interactive) throw badUsage(`Give ${option}.`);
  return answered<string>(await text({ message, output, validate: notEmpty }));
}

/**
 * A secret from its option, where it has one, the environment, or a prompt that does not show it.
 * @throws {CliError} where nobody can be asked
 */
export async function askSecret(
  cli: Cli,
  given: string | undefined,
  { message, option, variable }: { message: string; option?: string; variable: SecretVariable },
): Promise<string> {
  const known = given ?? cli.secrets[variable];
  if (known !== undefined) return known;
  if (!cli.interactive) {
    throw badUsage(
      option === undefined
        ? `Nobody can be asked here: set ${variable}.`
        : `Give ${option}, or set ${variable}.`,
    );
  }
  return answered<string>(await password({ message, output, validate: notEmpty }));
}

/** Whether it is confirmed; leaving with Ctrl-C is a no. @throws {CliError} where nobody can be asked */
export async function askToConfirm(cli: Cli, message: string): Promise<boolean> {
  if (!cli.interactive) throw badUsage('Nobody can be asked here: give --yes to confirm.');
  return (await confirm({ message, output, initialValue: false })) === true;
}

function notEmpty(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? 'It is empty.' : undefined;
}

function answered<T extends string>(answer: T | symbol): T {
  if (!isCancel(answer) && typeof answer !== 'symbol') return answer;
  throw new CliError(exitCodes.failed, 'cancelled', 'Cancelled; nothing was done.');
}
