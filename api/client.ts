import { hc, type InferResponseType } from 'hono/client';
import type { ApiApp } from './app.ts';

export interface ApiClientOptions {
  /** Where the API is, without a path: `http://127.0.0.1:4000`. */
  baseUrl: string;
  /** A session's token or an API token. A browser leaves it out and has its cookie. */
  token?: string | undefined;
}

export type ApiClient = ReturnType<typeof createApiClient>;

/** The API, typed by its own routes: `client.v1.sites.$get({ query: {} })`. */
export function createApiClient({ baseUrl, token }: ApiClientOptions) {
  return hc<ApiApp>(baseUrl, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    init: { credentials: 'same-origin' },
  });
}

/** What a call answers when it succeeds. */
export type Answer<Call> = InferResponseType<Call, 200 | 201 | 202>;
