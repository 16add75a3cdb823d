import postgres from 'postgres';

/** Whether an error is Postgres' refusal of a second row with the same key, by that constraint. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  // drizzle wraps the driver's error and keeps it as the cause.
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return (
    cause instanceof postgres.PostgresError &&
    cause.code === '23505' &&
    cause.constraint_name === constraint
  );
}
