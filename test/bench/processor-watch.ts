import { processSeconds } from './process-usage.ts';

const everyMs = 100;

/** Looks at what processor time a process has used, until it is stopped. */
export interface ProcessorWatch {
  /**
   * Processor time that the process used between two moments, in seconds; null where the system
   * does not tell. Exact to about the tenth of a second between two looks.
   */
  secondsBetween(fromMs: number, toMs: number): number | null;
  stop(): void;
}

interface Look {
  readonly atMs: number;
  readonly seconds: number;
}

export function watchProcessor(pid: number): ProcessorWatch {
  const looks: Look[] = [];
  const look = () => {
    const seconds = processSeconds(pid);
    if (seconds !== null) looks.push({ atMs: Date.now(), seconds });
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    secondsBetween(fromMs, toMs) {
      look();
      const from = usedAt(looks, fromMs);
      const to = usedAt(looks, toMs);
      return from === null || to === null ? null : to - from;
    },
    stop: () => clearInterval(timer),
  };
}

/** Between two looks it was used evenly, as far as is known. */
function usedAt(looks: readonly Look[], atMs: number): number | null {
  const after = looks.findIndex((one) => one.atMs >= atMs);
  const [next, last] = [looks[after], looks.at(-1)];
  if (next === undefined) return last?.seconds ?? null;
  const before = looks[after - 1];
  if (before === undefined) return next.seconds;
  const part = (atMs - before.atMs) / (next.atMs - before.atMs);
  return before.seconds + part * (next.seconds - before.seconds);
}
