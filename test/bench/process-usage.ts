import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const kibPerMib = 1_024;

/** The most memory that a process ever held, in MiB; null where the system does not tell. */
export function peakMemoryMib(pid: number): number | null {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readProc(pid, 'status'));
  return found?.[1] === undefined ? null : Math.round(Number(found[1]) / kibPerMib);
}

/** Processor time, in seconds: of one process, and of the whole machine, busy and in all. */
export interface ProcessorTime {
  readonly process: number | null;
  readonly machineBusy: number;
  readonly machine: number;
}

export function processorTime(pid: number): ProcessorTime {
  const times = cpus().map((cpu) => cpu.times);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const machine = total(times.flatMap((time) => Object.values(time)));
  const idle = total(times.map((time) => time.idle));
  return {
    process: processSeconds(pid),
    machineBusy: (machine - idle) / 1_000,
    machine: machine / 1_000,
  };
}

/** What was used since an earlier look, each as a share: of one processor, and of the machine. */
export function sharesSince(
  before: ProcessorTime,
  after: ProcessorTime,
  wallSeconds: number,
): { worker: number | null; machine: number } {
  return {
    worker:
      after.process === null || before.process === null
        ? null
        : (after.process - before.process) / wallSeconds,
    machine: (after.machineBusy - before.machineBusy) / (after.machine - before.machine),
  };
}

/** From this share of one processor on, the worker sets the pace, and not the limits. */
const processorBoundShare = 0.85;

/** What a worker waited for most, by the share of one processor that it used. */
export function paceSetBy(workerShare: number | null): 'processor' | 'limits' {
  return (workerShare ?? 0) > processorBoundShare ? 'processor' : 'limits';
}

/**
 * Processor time that a process has used, in seconds; null where the system does not tell. proc(5):
 * utime and stime are the 14th and 15th field; the second may hold blanks.
 */
export function processSeconds(pid: number): number | null {
  const stat = readProc(pid, 'stat');
  if (stat === '') return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond();
}

let ticks: number | undefined;

function ticksPerSecond(): number {
  ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return ticks;
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
