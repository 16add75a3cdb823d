/** What a command ends with (spec 6). */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** A plan with changes, or a hold. */
  waits: 2,
  notAllowed: 3,
  badUsage: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command that did not do what was asked: the sentence says why and what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;
  readonly code: string;

  constructor(exitCode: ExitCode, code: string, sentence: string) {
    super(sentence);
    this.exitCode = exitCode;
    this.code = code;
  }
}

export function badUsage(sentence: string): CliError {
  return new CliError(exitCodes.badUsage, 'bad-usage', sentence);
}
