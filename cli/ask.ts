import { confirm, isCancel, password, text } from '@clack/prompts';
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
  return answered<string>(await text({ message, output }));
}

/** A secret from its option, the environment, or a prompt that does not show it. */
export async function askSecret(
  cli: Cli,
  given: string | undefined,
  { message, option, variable }: { message: string; option: string; variable: string },
): Promise<string> {
  const known = given ?? secretVariable(variable);
  if (known !== undefined) return known;
  if (!cli.interactive) throw badUsage(`Give ${option}, or set ${variable}.`);
  return answered<string>(await password({ message, output }));
}

/** @throws {CliError} where nobody can be asked */
export async function askToConfirm(cli: Cli, message: string): Promise<boolean> {
  if (!cli.interactive) throw badUsage('Nobody can be asked here: give --yes to confirm.');
  return answered<boolean>(await confirm({ message, output, initialValue: false }));
}

/** A secret that the environment holds; an empty variable counts as not set. */
export function secretVariable(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}

function answered<T extends string | boolean>(answer: T | symbol): T {
  if (!isCancel(answer) && typeof answer !== 'symbol') return answer;
  throw new CliError(exitCodes.failed, 'cancelled', 'Cancelled; nothing was done.');
}
