import { Agent } from 'undici';
import { createPinnedLookup } from './addresses.ts';
import type { AddressPolicy } from './addresses.ts';

/** Reads may take their time to connect. */
export const readConnectTimeoutMs = 10_000;

/**
 * Writes must be on the wire at once or not at all: a connection that takes longer is given up
 * before anything is sent.
 */
export const writeConnectTimeoutMs = 900;

export type CallKind = 'read' | 'write';

const agents = new Map<string, Agent>();

/**
 * The connection pool for calls of one kind. It connects only to checked addresses, follows no
 * redirect, takes no proxy from the environment and never sends a request twice. Pools are shared
 * by the whole process; idle connections don't keep it alive.
 */
export function guardedAgent(kind: CallKind, policy: AddressPolicy): Agent {
  const name = `${kind}/${policy.allowLoopback}`;
  const existing = agents.get(name);
  if (existing) return existing;
  const agent = new Agent({
    connect: {
      lookup: createPinnedLookup(policy),
      timeout: kind === 'read' ? readConnectTimeoutMs : writeConnectTimeoutMs,
    },
    // One request at a time on a connection: with pipelining a lost connection would leave it open
    // which of several writes had arrived.
    pipelining: 1,
    // exchange.ts limits the whole call, headers and body together.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  agents.set(name, agent);
  return agent;
}
