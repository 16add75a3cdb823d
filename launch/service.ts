/** A part that runs until it is stopped, or dies. */
export interface Service {
  /** Resolves when it has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Stops it in good order. Safe to call again. */
  stop(): Promise<void>;
}
