import type { z } from 'zod';
import { EnvironmentError, type EnvironmentProblem } from './environment-error.ts';
import { testTimings, variables, type VariableName } from './variables.ts';

/** The variables of a process, as `process.env` has them. */
export type RawEnvironment = Readonly<Record<string, string | undefined>>;

type Values<Name extends VariableName, Optional extends VariableName> = {
  readonly [Key in Name]:
    z.output<(typeof variables)[Key]> | (Key extends Optional ? undefined : never);
};

/**
 * Parses the named variables; an empty one counts as not set. Those in `mayBeMissing` give
 * undefined if they are not set, though they have no default.
 * @throws {EnvironmentError} with every problem found, not just the first.
 */
export function readVariables<Name extends VariableName, Optional extends Name = never>(
  raw: RawEnvironment,
  names: readonly Name[],
  mayBeMissing: readonly Optional[] = [],
): Values<Name, Optional> {
  const problems: EnvironmentProblem[] = [];
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of names) {
    const text = raw[name] === '' ? undefined : raw[name];
    if (text === undefined && mayBeMissing.some((optional) => optional === name)) continue;
    const parsed = variables[name].safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else problems.push({ variable: name, sentence: sentenceFor(name, text, parsed.error) });
  }
  problems.push(...strayTestTimings(raw, names));
  if (problems.length > 0) throw new EnvironmentError(problems);
  return values as Values<Name, Optional>;
}

function sentenceFor(name: VariableName, text: string | undefined, error: z.ZodError): string {
  if (text === undefined) return `${name} is not set. ${whatToGive[name] ?? 'Set it.'}`;
  return `${name} ${error.issues[0]?.message ?? 'is not valid.'}`;
}

const whatToGive: Partial<Record<VariableName, string>> = {
  DATABASE_URL: 'Give the URL of a Postgres database, like postgres://user:password@host/sitesync.',
  TEMPORAL_ADDRESS: 'Give host:port of a Temporal server, like temporal.example.com:7233.',
  SITESYNC_MASTER_KEY:
    'With a database of your own the key that encrypts its secrets is yours to keep too: set it to 32 random bytes, made with: openssl rand -base64 32',
};

function strayTestTimings(
  raw: RawEnvironment,
  names: readonly VariableName[],
): EnvironmentProblem[] {
  if (['1', 'true'].includes(raw['SITESYNC_ALLOW_LOOPBACK_VENDORS'] ?? '')) return [];
  return testTimings
    .filter((name) => names.includes(name) && (raw[name] ?? '') !== '')
    .map((name) => ({
      variable: name,
      sentence: `${name} is a test setting and is accepted only together with SITESYNC_ALLOW_LOOPBACK_VENDORS=1. Remove it.`,
    }));
}
