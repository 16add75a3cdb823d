import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

type RunEnd = Parameters<NonNullable<Reporter['onTestRunEnd']>>;

/** How many tests passed, failed and were skipped. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts the tests of a run. A file that can't be loaded, a hook that throws outside of any test, and
 * an error that belongs to no test each count as one failure.
 */
export function countTests(modules: readonly TestModule[], unhandledErrors: number): Counts {
  const counts: Counts = { passed: 0, failed: unhandledErrors, skipped: 0 };
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed += 1;
      else if (state === 'failed') failedHere += 1;
      else counts.skipped += 1;
    }
    counts.failed += Math.max(failedHere, module.state() === 'failed' ? 1 : 0);
  }
  return counts;
}

/** `N passed, N failed`, with `, N skipped` where there are any. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Ends a run's output with its closing line, after everything that other reporters, the global
 * tear-down and Vitest itself have to say, and sees to it that a failure is an exit code.
 */
export default class ClosingLineReporter implements Reporter {
  // A run that never ends properly, such as one whose global set-up throws, has failed.
  #counts: Counts = { passed: 0, failed: 1, skipped: 0 };

  onInit(): void {
    process.once('exit', (code) => {
      // Vitest fails a run for reasons that are no test's, such as a tear-down that throws.
      if (code !== 0) this.#counts.failed ||= 1;
      if (this.#counts.failed > 0) process.exitCode ||= 1;
      writeSync(process.stdout.fd, `${closingLine(this.#counts)}\n`);
    });
  }

  onTestRunEnd(...[modules, unhandledErrors]: RunEnd): void {
    this.#counts = countTests([...modules], unhandledErrors.length);
  }
}
