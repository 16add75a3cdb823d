import { createRateLimits } from '../http/limits.ts';
import { loopbackPolicy, startServer } from '../http/loopback-server.ts';
import type { Reply, SeenRequest } from '../http/loopback-server.ts';
import { createGravityzoneClient } from './client.ts';

/** A JSON-RPC call as a test's server got it. */
export interface SeenCall {
  /** `companies.createCompany`. */
  name: string;
  version: string;
  id: string;
  params: Record<string, unknown>;
  request: SeenRequest;
}

/** What is answered: a result or an error in an envelope, or a whole reply. */
export type RpcReply =
  | { result: unknown }
  | { error: { code: number; message?: string; data?: unknown }; status?: number }
  | { reply: Reply };

/** A GravityZone for tests, and a client of it. */
export async function startGravityzone(answer: (call: SeenCall) => RpcReply) {
  const calls: SeenCall[] = [];
  const server = await startServer((request) => {
    const [, version = '', api = ''] = /^\/api\/(v1\.\d)\/jsonrpc\/(\w+)$/.exec(request.path) ?? [];
    const body = JSON.parse(request.body) as { id: string; method: string; params: object };
    const params = body.params as Record<string, unknown>;
    const call = { name: `${api}.${body.method}`, version, id: body.id, params, request };
    calls.push(call);
    const reply = answer(call);
    if ('reply' in reply) return reply.reply;
    const status = 'status' in reply ? reply.status : 200;
    const outcome = 'result' in reply ? { result: reply.result } : { error: reply.error };
    return { status: status ?? 200, body: { id: body.id, jsonrpc: '2.0', ...outcome } };
  });
  const limits = createRateLimits({ store: 'memory', scale: 1000 });
  const connection = {
    accessUrl: `${server.url}/api`,
    apiKey: 'gravityzone-key',
    policy: loopbackPolicy,
    limits,
  };
  return {
    calls,
    connection,
    client: createGravityzoneClient(connection),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** An id that is whole: `id('a1')` ends in a1. */
export function testId(end: string): string {
  return end.padStart(24, '0');
}

export const soon = () => ({ sendBefore: performance.now() + 4000 });
