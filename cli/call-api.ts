import { z } from 'zod';
import { CliError, exitCodes, type ExitCode } from './cli-error.ts';

interface Answered {
  ok: boolean;
  status: number;
  json(): Promise<unknown>;
}

type Body<R extends Answered> = Awaited<ReturnType<Extract<R, { ok: true }>['json']>>;

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/**
 * What the API answers, or its refusal as an error with the command's exit code.
 * @throws {CliError} also if nothing answers.
 */
export async function callApi<R extends Answered>(call: Promise<R>): Promise<Body<R>> {
  const answer = await call.catch(() => {
    throw new CliError(
      exitCodes.failed,
      'api-away',
      'The Sitesync API does not answer. Start it with `npm start`; if it runs elsewhere, set SITESYNC_API to its address.',
    );
  });
  const body = await answer.json().catch(() => undefined);
  if (answer.ok && body !== undefined) return body as Body<R>;
  const refused = errorBody.safeParse(body);
  if (refused.success) {
    const { code, message } = refused.data.error;
    throw new CliError(exitCodeOf(answer.status, code), code, message);
  }
  throw new CliError(
    exitCodes.failed,
    'not-sitesync',
    `What answers there is not the Sitesync API (HTTP ${answer.status}). Check SITESYNC_API.`,
  );
}

function exitCodeOf(status: number, code: string): ExitCode {
  if (status === 401 || status === 403) return exitCodes.notAllowed;
  // Whatever the vendor says of a key is no misuse of the command.
  if (status === 400 && code !== 'address-refused') return exitCodes.badUsage;
  return exitCodes.failed;
}
