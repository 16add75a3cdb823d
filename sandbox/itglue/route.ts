import type { Clock } from '../clock.ts';
import type { Rows } from '../faults/rows.ts';
import type { Outcome } from '../http/call.ts';
import type { Switches } from '../switches/switches.ts';
import type { ItglueCredential, ItglueStore } from './store.ts';

/** What a handler works with. */
export interface ItglueRequest {
  readonly store: ItglueStore;
  readonly credential: ItglueCredential;
  readonly switches: Switches;
  readonly clock: Clock;
  /** Scheme and host as the client wrote them, for absolute page addresses. */
  readonly origin: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly rows: Rows;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `/organizations/:organization/relationships/configurations`. */
  readonly template: string;
  readonly handle: (request: ItglueRequest) => Outcome;
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

/** How the log names a request: `GET /organizations/:id`. */
export function operationName(method: string, found: { route: Route } | null, path: string) {
  const shown = found === null ? path.replaceAll(/\/\d+/g, '/:id') : found.route.template;
  return `${method} ${shown.replaceAll(/:\w+/g, ':id')}`;
}

/** Ids are numbers, so `/organizations/new` is no organization's address. */
function matchTemplate(template: string, path: string): Record<string, string> | null {
  const expected = template.split('/');
  const actual = path.replace(/(?<=.)\/$/, '').split('/');
  if (expected.length !== actual.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? '';
    if (part.startsWith(':')) {
      if (!/^\d+$/.test(value)) return null;
      parameters[part.slice(1)] = value;
    } else if (part !== value) {
      return null;
    }
  }
  return parameters;
}
