import { createApiClient, type ApiClient } from '../api/client.ts';
import type { CommandLineSettings } from '../environment/environment.ts';
import type { ExitCode } from './cli-error.ts';
import { openSessions } from './sessions.ts';

/** What every command works with. */
export interface Cli {
  /** The API's address. */
  api: string;
  sessions: ReturnType<typeof openSessions>;
  /** One JSON document on standard output and nothing else. */
  json: boolean;
  /** Whether somebody can be asked. */
  interactive: boolean;
  tenant: string | undefined;
  /** An API token from the environment, in place of a session. */
  token: string | undefined;
  /** Secrets from the environment, by variable. */
  secrets: CommandLineSettings['secrets'];
  /** The API as somebody who is signed in. @throws {CliError} if nobody is */
  signedIn(): Promise<ApiClient>;
  /** Shows how far long work is, on a terminal only. */
  progress(text: string): void;
}

/** What a command has to say: data for `--json`, text for people. */
export interface Outcome {
  data: unknown;
  text: string;
  exitCode?: ExitCode;
}

export interface CliOptions {
  api: string;
  home: string;
  json: boolean;
  tenant: string | undefined;
  token: string | undefined;
  secrets: CommandLineSettings['secrets'];
}

export function createCli({ api, home, json, tenant, token, secrets }: CliOptions): Cli {
  const sessions = openSessions(home);
  const onTerminal = process.stderr.isTTY;
  return {
    api,
    sessions,
    json,
    tenant,
    token,
    secrets,
    interactive: process.stdin.isTTY && onTerminal,
    async signedIn() {
      if (token !== undefined) return createApiClient({ baseUrl: api, token });
      const [, session] = await sessions.find(api, tenant);
      return createApiClient({ baseUrl: api, token: session.token });
    },
    progress(text) {
      // Standard error, so that the result alone is on standard output.
      if (!onTerminal) return;
      // A line that wraps could not be taken back.
      const fits = text.slice(0, process.stderr.columns - 1);
      process.stderr.write(`\r\u001B[2K${fits}`);
    },
  };
}
