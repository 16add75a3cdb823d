import { and, eq, ne } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { reading, type ReadingKind } from '../schema/index.ts';

/** Whether no other run is known to have read a listing so that it proves something. */
export async function isFirstProven(
  tx: Transaction,
  kind: ReadingKind,
  runId: string,
): Promise<boolean> {
  const earlier = await tx.$count(
    reading,
    and(eq(reading.kind, kind), eq(reading.proves, true), ne(reading.runId, runId)),
  );
  return earlier === 0;
}
