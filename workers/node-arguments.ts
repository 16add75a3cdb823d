/** Fewer readings of large files at start-up; the file says which. */
export const quickStart: readonly string[] = [
  '--import',
  new URL('quick-imports.mjs', import.meta.url).href,
];

/**
 * How Node is started for a long-lived process of ours. Neither size is a limit that a process could
 * die of: they say how much garbage it holds before it is collected.
 *
 * Loading TypeScript as it is fills the young generation quickly, which Node then lets grow for
 * good: with a small one a worker holds far less after loading. Of the old one, Node collects
 * nothing until several times of what is needed is held, and hardly gives it back: a worker that
 * needs 60 to 150 MB of heap in a discovery of 20,000 devices held 840 MB in all, and holds 480
 * where garbage is collected at 1.4 times of what is needed.
 */
export const nodeArguments: readonly string[] = [
  ...quickStart,
  '--max-semi-space-size=8',
  '--heap-growing-percent=40',
];

/**
 * The environment that such a process is started with. glibc gives each thread a heap of its own, up
 * to eight for a core, and keeps what is freed in it; Temporal's threads each take a little, and with
 * two heaps for all of them a worker holds 40 MB less and is no slower. Other systems don't read it.
 */
export const nodeEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };
