import { dateText, type RpcMethod } from './rpc.ts';

export const generalMethods: Readonly<Record<string, RpcMethod>> = {
  /** The key's self-check (gravityzone.md 1.2). */
  getApiKeyDetails: (call) => ({
    enabledApis: call.credential.apis,
    createdAt: dateText(call.switches, call.credential.createdAtMs),
  }),
};
