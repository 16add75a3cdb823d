import type { Vendor } from '../http/call.ts';
import type { RequestLog } from '../http/request-log.ts';
import type { ChangeRecorder } from '../table.ts';

/** IT Glue listens, so that a client finds its address, and says that it is not simulated yet. */
export function itglueVendor(log: RequestLog, recorder: ChangeRecorder): Vendor {
  return {
    name: 'itglue',
    log,
    recorder,
    understand: (incoming) => ({
      operation: `${incoming.method} ${incoming.target.split('?')[0] ?? ''}`,
      credential: null,
      admit: async () => ({ refused: null, answerDelayMs: 0 }),
      expireToken: () => undefined,
      run: () => ({
        answer: {
          status: 501,
          headers: { 'content-type': 'application/vnd.api+json' },
          body: JSON.stringify({
            errors: [
              {
                status: '501',
                title: 'Not Implemented',
                detail: 'The sandbox does not simulate IT Glue yet.',
              },
            ],
          }),
        },
        effect: null,
      }),
    }),
  };
}
