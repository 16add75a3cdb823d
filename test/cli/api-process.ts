import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeArguments } from '../../workers/node-arguments.ts';

const main = fileURLToPath(new URL('../../api/main.ts', import.meta.url));

export interface ApiProcess {
  /** What it said on standard output. */
  ready: { ready: true; url: string };
  logged(): string;
  /** Closes its standard input, as the launcher's end does; the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the real API process, or another copy of it, and waits until it answers. */
export async function startApiProcess(
  environment: Record<string, string>,
  program = main,
): Promise<ApiProcess> {
  const child = spawn(process.execPath, [...nodeArguments, program], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let logged = '';
  child.stderr.on('data', (chunk: Buffer) => (logged += chunk.toString()));
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    exited.then(() => Promise.reject(new Error(`the API ended: ${logged}`))),
  ]);
  return {
    ready: JSON.parse(first) as ApiProcess['ready'],
    logged: () => logged,
    async stop() {
      child.stdin.end();
      await exited;
      return child.exitCode;
    },
  };
}
