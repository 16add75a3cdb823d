import { fileURLToPath } from 'node:url';

/** The user that a program runs as; undefined is this process's own. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

const keeper = fileURLToPath(new URL('keeper.ts', import.meta.url));

/**
 * The beginning of a command that runs a program under the keeper: it is stopped, with these signals
 * one after the other, once the standard input of the keeper ends.
 */
export function keptCommand(
  record: string,
  signals: readonly NodeJS.Signals[],
  runAs?: RunAs,
): readonly [string, ...string[]] {
  const user = runAs === undefined ? '-' : `${runAs.uid}:${runAs.gid}`;
  return [process.execPath, keeper, record, signals.join(','), user];
}
