/**
 * An action can't go on, and trying again would not help: the sentence goes to the operator and
 * the action ends.
 */
export class StepProblem extends Error {
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.name = 'StepProblem';
    this.code = code;
  }
}
