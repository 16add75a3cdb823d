import type { Clock } from '../clock.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Incoming, Outcome, Vendor } from '../http/call.ts';
import type { RequestLog } from '../http/request-log.ts';
import type { Switches } from '../switches/switches.ts';
import type { ChangeRecorder } from '../table.ts';
import { errorAnswer, ItglueError, plainError, wordedRefusal } from './errors.ts';
import type { ItglueLimits } from './limits.ts';
import { matchRoute, operationName } from './route.ts';
import { routes } from './routes.ts';
import type { Itglue } from './store.ts';

interface Parts {
  readonly itglue: Itglue;
  readonly limits: ItglueLimits;
  readonly switches: Switches;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly recorder: ChangeRecorder;
}

/** IT Glue: one host, `x-api-key`, JSON:API (itglue.md 1). */
export function itglueVendor(parts: Parts): Vendor {
  return {
    name: 'itglue',
    log: parts.log,
    recorder: parts.recorder,
    understand: (incoming) => apiCall(parts, incoming),
  };
}

function apiCall(parts: Parts, incoming: Incoming): Call {
  const { itglue, limits, switches } = parts;
  const url = new URL(incoming.target, `http://${incoming.headers['host'] ?? '127.0.0.1'}`);
  const key = incoming.headers['x-api-key'] ?? null;
  const holder = () => itglue.credentials.find((one) => one.key === key) ?? null;
  const found = matchRoute(routes, incoming.method, url.pathname);
  const atArrival = holder();
  return {
    operation: operationName(incoming.method, found, url.pathname),
    credential: atArrival?.label ?? (key === null ? null : 'unknown'),
    admit: async () =>
      atArrival === null ? { refused: null, answerDelayMs: 0 } : limits.admit(atArrival, incoming),
    expireToken: () => undefined,
    run: (rows) => {
      const credential = holder();
      if (credential?.active !== true) return refused(wrongKey(switches));
      if (found === null) return refused(plainError(404, 'html'));
      const unreadable = unreadableBody(switches, incoming);
      if (unreadable !== null) return refused(unreadable);
      try {
        if (hasTwice(url.searchParams)) throw wordedRefusal('Duplicate Parameters Specified');
        return found.route.handle({
          store: itglue.account(credential.account),
          credential,
          switches,
          clock: parts.clock,
          origin: url.origin,
          path: url.pathname,
          parameters: found.parameters,
          query: url.searchParams,
          body: incoming.body,
          rows,
        });
      } catch (error) {
        if (!(error instanceof ItglueError)) throw error;
        return refused(errorAnswer(error.status, error.errors, error.form));
      }
    },
  };
}

function refused(answer: Answer): Outcome {
  return { answer, effect: null };
}

/** Missing, wrong, revoked and paused keys are all refused alike. */
function wrongKey(switches: Switches): Answer {
  const status = Number(switches.get('itglue.wrongKeyStatus'));
  return plainError(status, switches.get('itglue.wrongKeyBody'));
}

const payloadLimits = { none: Infinity, '1MB': 1_000_000, '100kB': 100_000 };

/** A body that is too large, or not announced as JSON:API; parameters such as charset are fine. */
function unreadableBody(switches: Switches, { body, headers }: Incoming): Answer | null {
  if (body === '') return null;
  if (Buffer.byteLength(body) > payloadLimits[switches.get('itglue.payloadLimit')]) {
    return plainError(413, 'errors');
  }
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/vnd.api+json') return null;
  return plainError(415, switches.get('itglue.wrongContentTypeBody'));
}

function hasTwice(query: URLSearchParams): boolean {
  const names = [...query.keys()].filter((name) => !name.endsWith('[]'));
  return new Set(names).size < names.length;
}
