import type { Clock } from '../clock.ts';
import type { Rows } from '../faults/rows.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Effect } from '../http/request-log.ts';
import type { Outcome } from '../http/call.ts';
import type { Switches } from '../switches/switches.ts';
import type { DattoLimits, WriteKey } from './limits.ts';
import type { DattoCredential, DattoStore } from './store.ts';

/** What a handler works with. */
export interface DattoRequest {
  readonly store: DattoStore;
  readonly limits: DattoLimits;
  readonly switches: Switches;
  readonly clock: Clock;
  readonly credential: DattoCredential;
  /** Scheme and host as the client wrote them, for absolute page URLs. */
  readonly origin: string;
  /** Path without query, `/api` included. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly rows: Rows;
}

export interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below `/api`, e.g. `/v2/site/{siteUid}`. */
  readonly template: string;
  /** The write quota it counts in; a read has none. */
  readonly writeKey?: WriteKey;
  readonly handle: (request: DattoRequest) => Outcome;
}

/** A route with the values of its path, or null. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | null {
  for (const route of routes) {
    if (route.method !== method) continue;
    const parameters = matchTemplate(route.template, path);
    if (parameters !== null) return { route, parameters };
  }
  return null;
}

export function matchTemplate(template: string, path: string): Record<string, string> | null {
  const expected = template.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? '';
    if (part.startsWith('{')) {
      try {
        parameters[part.slice(1, -1)] = decodeURIComponent(value);
      } catch {
        return null;
      }
    } else if (part !== value) {
      return null;
    }
  }
  return parameters;
}

export function ok(value: unknown, effect: Effect | null = null): Outcome {
  return { answer: jsonAnswer(200, value), effect };
}
