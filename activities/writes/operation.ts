import type { Transaction } from '../../db/connect.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import type { OwnedObject } from '../../db/writes/settle-intent.ts';
import type { SendOptions } from '../../vendors/http/turn.ts';
import type { ActionContext } from '../action-context.ts';

/** What is at the vendor now, of what a write would have made. */
export type Sighting<Result> =
  | { found: 'none' }
  | { found: 'ours'; result: Result }
  /** Something is there that this write can't have made, or more than one: a person decides. */
  | { found: 'foreign'; sentence: string };

export type Send<Desired, Result> = (desired: Desired, options: SendOptions) => Promise<Result>;

/**
 * One kind of write, with everything that the write protocol needs to send it once. `Desired` and
 * `Result` are plain JSON: both are kept with the intent, so neither ever holds a secret.
 */
export interface WriteOperation<Desired, Result> {
  /** As the vendor names it: `companies.createCompany`. */
  readonly name: string;
  readonly vendor: Intent['vendor'];
  /**
   * Takes the limiter's token, before anything is read or committed.
   *
   * @returns what sends the write, once.
   */
  prepare(context: ActionContext): Promise<Send<Desired, Result>>;
  /** Looks for the effect of a write whose answer was lost. */
  lookFor(context: ActionContext, intent: Intent, desired: Desired): Promise<Sighting<Result>>;
  /** What came to be by it, if it makes something. */
  made(result: Result): OwnedObject | null;
  /** What follows from it, in the transaction that records its result. */
  record(tx: Transaction, context: ActionContext, desired: Desired, result: Result): Promise<void>;
}
