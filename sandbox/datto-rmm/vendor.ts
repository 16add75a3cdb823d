import type { Clock } from '../clock.ts';
import { errorResponse, DattoError, openError } from './errors.ts';
import type { Answer } from '../http/answer.ts';
import type { Admission, Call, Incoming, Vendor } from '../http/call.ts';
import type { RequestLog } from '../http/request-log.ts';
import type { Switches } from '../switches/switches.ts';
import type { ChangeRecorder } from '../table.ts';
import { accountRoutes } from './account.ts';
import { auditRoutes } from './audits.ts';
import { deviceRoutes } from './devices.ts';
import { pathOf, type DattoLimits } from './limits.ts';
import { matchRoute, type Route } from './route.ts';
import { siteRoutes } from './sites.ts';
import type { DattoStore } from './store.ts';
import { apiDocs, systemRoutes, systemStatus } from './system.ts';
import type { Tokens } from './tokens.ts';
import { variableRoutes } from './variables.ts';

const routes: readonly Route[] = [
  ...accountRoutes,
  ...siteRoutes,
  ...deviceRoutes,
  ...auditRoutes,
  ...variableRoutes,
  ...systemRoutes,
];

interface Parts {
  readonly store: DattoStore;
  readonly tokens: Tokens;
  readonly limits: DattoLimits;
  readonly switches: Switches;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly recorder: ChangeRecorder;
}

/** Datto RMM: the token address outside `/api`, the API below it (datto-rmm.md 1). */
export function dattoRmmVendor(parts: Parts): Vendor {
  return {
    name: 'dattoRmm',
    log: parts.log,
    recorder: parts.recorder,
    understand(incoming) {
      const path = pathOf(incoming);
      if (path === '/auth/oauth/token') return tokenCall(parts, incoming);
      if (!path.startsWith('/api/')) {
        return openCall(parts, incoming, `${incoming.method} ${path}`, () =>
          errorResponse(parts, path, 404, 'Not Found'),
        );
      }
      const open = `${incoming.method} ${path.slice('/api'.length)}`;
      if (open === 'GET /v2/system/status') {
        return openCall(parts, incoming, open, () => systemStatus(parts.switches));
      }
      if (open === 'GET /v3/api-docs') return openCall(parts, incoming, open, apiDocs);
      return apiCall(parts, incoming);
    },
  };
}

function tokenCall(parts: Parts, incoming: Incoming): Call {
  const { tokens, store, limits, switches } = parts;
  const named = tokens.named(incoming, store.credentials);
  return {
    operation: `${incoming.method} /auth/oauth/token`,
    credential: named?.label ?? 'unknown',
    admit: async () => {
      const blocked = limits.blocked(incoming);
      if (blocked !== null) return { refused: blocked };
      if (named === null || switches.get('dattoRmm.tokenCalls') === 'free') return admitted;
      return limits.admit(named.accountUid, null, incoming);
    },
    expireToken: () => undefined,
    run: () => ({
      answer:
        incoming.method === 'POST'
          ? tokens.answer(incoming, store.credentials)
          : errorResponse(parts, pathOf(incoming), 405, 'Only POST is supported'),
      effect: null,
    }),
  };
}

function openCall(parts: Parts, incoming: Incoming, operation: string, run: () => Answer): Call {
  return {
    operation,
    credential: null,
    admit: async () => {
      const blocked = parts.limits.blocked(incoming);
      return blocked === null ? admitted : { refused: blocked };
    },
    expireToken: () => undefined,
    run: () => ({ answer: run(), effect: null }),
  };
}

const admitted: Admission = { refused: null, answerDelayMs: 0 };

function apiCall(parts: Parts, incoming: Incoming): Call {
  const { tokens, limits, switches, store, clock } = parts;
  const url = new URL(incoming.target, `http://${incoming.headers['host'] ?? '127.0.0.1'}`);
  const path = pathOf(incoming);
  const below = path.slice('/api'.length);
  const token = /^bearer (.+)$/i.exec(incoming.headers['authorization'] ?? '')?.[1] ?? null;
  const holder = token === null ? null : tokens.holder(token);
  const found = matchRoute(routes, incoming.method, below);
  const writeKey = found?.route.writeKey ?? null;
  const isFree =
    below === '/v2/system/request_rate' && switches.get('dattoRmm.requestRateCalls') === 'free';
  const fail = (status: number, message: string): Answer => {
    if (holder !== null && !isFree && switches.get('dattoRmm.failedCalls') === 'free') {
      limits.takeBack(holder.accountUid, writeKey);
    }
    return status === 401
      ? openError(switches.get('dattoRmm.unauthorizedBody'), parts, path, 401)
      : errorResponse(parts, path, status, message);
  };
  return {
    operation: `${incoming.method} ${found?.route.template ?? below}`,
    credential: holder?.label ?? (token === null ? null : 'unknown'),
    admit: async () => {
      const blocked = limits.blocked(incoming);
      if (blocked !== null) return { refused: blocked };
      if (holder === null || isFree) return admitted;
      return limits.admit(holder.accountUid, writeKey, incoming);
    },
    expireToken: () => {
      if (token !== null) tokens.expire(token);
    },
    run: (rows) => {
      const credential = token === null ? null : tokens.holder(token);
      if (credential === null) return { answer: fail(401, 'Unauthorized'), effect: null };
      if (found === null) return { answer: fail(404, 'Not Found'), effect: null };
      try {
        return found.route.handle({
          store,
          limits,
          switches,
          clock,
          credential,
          origin: url.origin,
          path,
          parameters: found.parameters,
          query: url.searchParams,
          body: incoming.body,
          rows,
        });
      } catch (error) {
        if (!(error instanceof DattoError)) throw error;
        return { answer: fail(error.status, error.message), effect: null };
      }
    },
  };
}
