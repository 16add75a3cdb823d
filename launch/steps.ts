/** Where a step of the start is. */
export type StepState = 'started' | 'done' | 'failed';

/** Is told of every step, by name. */
export type StepListener = (step: string, state: StepState) => void;

/** Runs steps and tells a listener how they go. */
export class Steps {
  readonly #listener: StepListener | undefined;

  readonly #signal: AbortSignal | undefined;

  constructor(listener: StepListener | undefined, signal: AbortSignal | undefined) {
    this.#listener = listener;
    this.#signal = signal;
  }

  async run<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
    this.#signal?.throwIfAborted();
    this.#listener?.(step, 'started');
    try {
      const result = await work();
      this.#listener?.(step, 'done');
      return result;
    } catch (error) {
      this.#listener?.(step, 'failed');
      throw error;
    }
  }
}
