import { pino, type Logger } from 'pino';

/** Field names whose values are never logged, wherever they stand. */
const secretFields = ['key', 'secret', 'password', 'token', 'apiKey', 'authorization', 'cookie'];

/** Logs as JSON lines on standard error: standard output is the launcher's. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: { process: 'worker' },
      redact: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      serializers: {
        // An error's message is written for operators; its other fields may hold requests.
        err: (error: unknown) =>
          error instanceof Error
            ? { name: error.name, message: error.message }
            : { name: 'unknown' },
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
