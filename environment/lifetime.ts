/** Why a process is asked to stop. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'parent-gone';

const parentCheckMs = 500;

/**
 * Calls `stop` once, at the first of: a stop signal, or the end of the process that started this
 * one. Later signals are ignored while stopping: Ctrl-C reaches a process both from the terminal
 * and from npm, and must not cut the first stop short.
 *
 * - `standard-input`: for children of the launcher, which holds their standard input open for as
 *   long as it lives, so that even its SIGKILL is noticed at once.
 * - `parent-id`: for a main that keeps the terminal's standard input; its parent is polled for.
 * - `nothing`: for a process that may outlive who started it.
 */
export function whenAskedToStop(
  watch: 'standard-input' | 'parent-id' | 'nothing',
  stop: (reason: StopReason) => void,
): void {
  let asked = false;
  const once = (reason: StopReason) => {
    if (asked) return;
    asked = true;
    stop(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => once(signal));
  }
  switch (watch) {
    case 'standard-input':
      process.stdin.on('end', () => once('parent-gone'));
      process.stdin.on('error', () => once('parent-gone'));
      process.stdin.resume();
      // The watch alone must not keep a process up that has nothing else to do.
      if ('unref' in process.stdin && typeof process.stdin.unref === 'function') {
        process.stdin.unref();
      }
      return;
    case 'parent-id': {
      const parent = process.ppid;
      const timer = setInterval(() => {
        if (process.ppid !== parent) once('parent-gone');
      }, parentCheckMs);
      timer.unref();
      return;
    }
    case 'nothing':
      return;
  }
}
