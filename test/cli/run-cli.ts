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

/** Ends with the exit code of what it ran on a terminal of its own, which is wide enough to read. */
const onTerminal = `import os, pty, sys
wide = ['sh', '-c', 'stty cols 120 rows 40; exec "$0" "$@"']
sys.exit(os.waitstatus_to_exitcode(pty.spawn(wide + sys.argv[1:])))`;

/** What a person types, once the terminal shows what it answers. */
export interface Typed {
  after: string;
  type: string;
}

/** Runs the real command line on a terminal; answers everything that was shown. */
export function runOnTerminal(
  api: string,
  home: string,
  args: string[],
  variables: Record<string, string>,
  { after, type }: Typed,
): Promise<Pick<Ended, 'exitCode' | 'stdout'>> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', ['-c', onTerminal, process.execPath, main, ...args], {
      env: environmentForChild({ SITESYNC_API: api, SITESYNC_HOME: home, ...variables }),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // Waiting for an answer that nobody types; the end of its terminal ends the command.
    const hangs = setTimeout(() => child.kill('SIGKILL'), 60_000);
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      // What is typed before the prompt is there would not be taken as typed into it.
      if (stdout.includes(after) && !child.stdin.writableEnded) child.stdin.end(type);
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(hangs);
      resolve({ exitCode, stdout });
    });
  });
}
