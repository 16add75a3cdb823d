import { jsonAnswer, type Answer } from '../http/answer.ts';
import type { Switches } from '../switches/switches.ts';
import { largestPage } from './paging.ts';
import { ok, type Route } from './route.ts';

const startedMs = Date.UTC(2026, 9, 31, 22, 4, 11);

export const systemRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/v2/system/request_rate',
    handle: ({ limits, credential }) => ok(limits.status(credential.accountUid)),
  },
  {
    method: 'GET',
    template: '/v2/system/pagination',
    handle: () => ok({ max: largestPage }),
  },
];

/** `GET /v2/system/status`, the one API call that needs no token. */
export function systemStatus(switches: Switches): Answer {
  const iso = switches.get('dattoRmm.systemStartedForm') === 'iso';
  return jsonAnswer(200, {
    version: '14.9.0',
    status: 'OK',
    started: iso ? new Date(startedMs).toISOString() : startedMs,
  });
}

/** `GET /v3/api-docs`, served without a token (datto-rmm.md 1). */
export function apiDocs(): Answer {
  return jsonAnswer(200, {
    openapi: '3.1.0',
    info: { title: 'Datto RMM API', version: '2.0.0 (sandbox)' },
    paths: {},
  });
}
