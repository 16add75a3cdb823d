import { Context } from '@temporalio/activity';

/**
 * Does `work` while telling Temporal that this attempt lives, so that a killed worker is noticed
 * within the heartbeat time-out. `work` gets the signal that ends it when the attempt is cancelled.
 */
export async function whileHeartbeating<T>(
  everyMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const context = Context.current();
  context.heartbeat();
  const timer = setInterval(() => context.heartbeat(), everyMs);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
}
