import { DrizzleQueryError } from 'drizzle-orm';

/** Codes of the driver for a connection that ended or can't be had, and of the socket under it. */
const connectionCodes = /^(?:CONNECT|ECONN|EPIPE|ETIMEDOUT|EHOST|ENOTFOUND|57P0)/;

/**
 * Whether an error comes from Postgres or the way to it. Its message holds statements and values,
 * which no operator is to read.
 */
export function isDatabaseError(error: unknown): boolean {
  if (error instanceof DrizzleQueryError) return true;
  if (!(error instanceof Error)) return false;
  if (error.name === 'PostgresError') return true;
  return 'code' in error && typeof error.code === 'string' && connectionCodes.test(error.code);
}

export const databaseSentence =
  'The database could not be used. It is tried again; if it stays so, check that Postgres runs and what its log says.';
