/** What a process ends with when a setting can't be used (spec 6: bad usage). */
export const badUsageExitCode = 4;

/** One setting that can't be used, as a sentence: what is wrong with which variable, what to do. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly sentence: string;
}

/**
 * Environment variables that can't be used. A main prints the message, which has one sentence a
 * line and never a variable's value, and exits with {@link badUsageExitCode}.
 */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly exitCode = badUsageExitCode;
  readonly problems: readonly EnvironmentProblem[];

  constructor(problems: readonly EnvironmentProblem[]) {
    super(problems.map((problem) => problem.sentence).join('\n'));
    this.problems = problems;
  }
}
