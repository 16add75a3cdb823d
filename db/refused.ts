export type RefusedCode = 'not-found' | 'conflict' | 'changed' | 'bad-input' | 'not-allowed';

/** A verb that did nothing, and the sentence that says why and what to do. */
export class Refused extends Error {
  readonly code: RefusedCode;

  constructor(code: RefusedCode, sentence: string) {
    super(sentence);
    this.name = 'Refused';
    this.code = code;
  }
}
