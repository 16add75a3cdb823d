import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { environmentForChild } from '../../environment/environment.ts';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as the one JSON document that it must be. */
  json(): unknown;
}

/** `into` is what a shell pipes the output into: `| true`. */
export type RunCli = (
  args: string[],
  variables?: Record<string, string>,
  into?: string,
) => Promise<Ended>;

/** Runs the real command line, in a pipe, with its own home. */
export function createRunCli(api: string, home: string): RunCli {
  return (args, variables = {}, into = '') =>
    new Promise((resolve, reject) => {
      const [program, given] =
        into === ''
          ? [process.execPath, [main, ...args]]
          : ['sh', ['-c', `"$0" "$@" ${into}`, process.execPath, main, ...args]];
      const child = spawn(program, given, {
        env: environmentForChild({ SITESYNC_API: api, SITESYNC_HOME: home, ...variables }),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const said = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
      child.on('error', reject);
      child.on('close', (exitCode) =>
        resolve({ exitCode, ...said, json: () => JSON.parse(said.stdout) as unknown }),
      );
    });
}
