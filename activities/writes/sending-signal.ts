import { CancelledFailure } from '@temporalio/common';

/**
 * The signal that ends a write which is on its way: only the end of this worker does. Whoever
 * cancels the work does not take back what was sent, so its answer is still waited for: hung up on,
 * it would be known to nobody.
 */
export function sendingSignal(attempt: AbortSignal): AbortSignal {
  const sending = new AbortController();
  const onAbort = () => {
    const { reason } = attempt as { reason: unknown };
    const workerEnds = reason instanceof CancelledFailure && reason.message === 'WORKER_SHUTDOWN';
    if (workerEnds) sending.abort(reason);
  };
  if (attempt.aborted) onAbort();
  else attempt.addEventListener('abort', onAbort, { once: true });
  return sending.signal;
}
