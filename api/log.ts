import { pino, type Logger } from 'pino';

/** Logs of the API go to standard error: standard output has the one line that says it is ready. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: { process: 'api' },
      redact: {
        // Bodies and headers are never logged; should one slip in, its secrets don't.
        paths: ['authorization', 'cookie', 'key', 'secret', 'token', 'password'].flatMap((name) => [
          name,
          `*.${name}`,
          `*.*.${name}`,
        ]),
        censor: '[hidden]',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
