import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A worker as its own process, to be killed, stopped and continued. */
export interface WorkerProcess {
  pid: number;
  /** Resolves when the process has ended, however it ended. */
  ended: Promise<void>;
  /** Everything it wrote to its log. */
  logged(): string;
  signal(name: NodeJS.Signals): void;
  /** Asks it to stop, and waits. */
  stop(): Promise<void>;
}

/** Starts a worker with arguments for its Node, and waits until it is ready. */
export async function startWorkerProcess(
  program: string,
  environment: Record<string, string>,
  nodeArguments: readonly string[],
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [...nodeArguments, program], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const ended = once(child, 'exit').then(() => undefined);
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"ready":true')) resolve();
    });
  });
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error(`the worker ended before it was ready:\n${log}`);
    }),
  ]);
  const { pid } = child;
  if (pid === undefined) throw new Error('the worker has no process id');
  return {
    pid,
    ended,
    logged: () => log,
    signal: (name) => void child.kill(name),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGCONT');
      child.stdin.end();
      await ended;
    },
  };
}
