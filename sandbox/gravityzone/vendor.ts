import type { Clock } from '../clock.ts';
import { emptyAnswer, htmlAnswer, jsonAnswer, type Answer } from '../http/answer.ts';
import type { Call, Incoming, Outcome, Vendor } from '../http/call.ts';
import type { RequestLog } from '../http/request-log.ts';
import type { Random } from '../random.ts';
import type { Switches } from '../switches/switches.ts';
import type { ChangeRecorder } from '../table.ts';
import { companyMethods } from './companies.ts';
import { customFieldMethods } from './custom-fields.ts';
import { understandEnvelope, withoutNulls, type Envelope } from './envelope.ts';
import { generalMethods } from './general.ts';
import { licensingMethods } from './licensing.ts';
import type { GravityZoneLimits } from './limits.ts';
import { networkMethods } from './network.ts';
import { packageMethods } from './packages.ts';
import { errorBody, RpcError, type RpcCall, type RpcMethod } from './rpc.ts';
import type { GravityZoneCredential, GravityZoneStore } from './store.ts';

/** The services of the API; those without methods here are known but not simulated. */
const services: Readonly<Record<string, Readonly<Record<string, RpcMethod>>>> = {
  companies: { ...companyMethods, ...customFieldMethods },
  licensing: licensingMethods,
  network: networkMethods,
  packages: packageMethods,
  general: generalMethods,
  accounts: {},
  policies: {},
  integrations: {},
  reports: {},
  push: {},
  incidents: {},
  'quarantine/computers': {},
  'quarantine/exchange': {},
};

const address = /^\/api\/(v1\.[012])\/jsonrpc\/([a-z/]+)$/;

interface Parts {
  readonly store: GravityZoneStore;
  readonly limits: GravityZoneLimits;
  readonly switches: Switches;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: RequestLog;
  readonly recorder: ChangeRecorder;
}

/** GravityZone: JSON-RPC over POST, one address per version and service (gravityzone.md 1). */
export function gravityzoneVendor(parts: Parts): Vendor {
  return {
    name: 'gravityzone',
    log: parts.log,
    recorder: parts.recorder,
    understand: (incoming) => understand(parts, incoming),
  };
}

function understand(parts: Parts, incoming: Incoming): Call {
  const { switches, limits } = parts;
  const [path = ''] = incoming.target.split('?');
  const [, version = '', service = ''] = address.exec(path) ?? [];
  const methods = Object.hasOwn(services, service) ? services[service] : undefined;
  const key = keyOf(incoming);
  const credential = parts.store.credentials.find((one) => one.key === key) ?? null;
  const batchStatus = switches.get('gravityzone.batches') === 'refused400' ? 400 : 200;
  const { envelope, ...problem } = understandEnvelope(incoming.body, batchStatus);
  const method = envelope?.method ?? 'unknown';
  const operation = methods === undefined ? `${incoming.method} ${path}` : `${service}.${method}`;
  return {
    operation,
    credential: credential?.label ?? (key === null ? null : 'unknown'),
    admit: async () =>
      credential === null || methods === undefined
        ? { refused: null, answerDelayMs: 0 }
        : limits.admit(credential.label, operation, envelope?.id),
    expireToken: () => undefined,
    run(rows) {
      if (methods === undefined) return { answer: htmlAnswer(404, 'Not Found'), effect: null };
      if (incoming.method !== 'POST') {
        return { answer: htmlAnswer(405, 'Not Allowed', { allow: 'POST' }), effect: null };
      }
      // Looked up again: a change may have come between arrival and now.
      const holder = parts.store.credentials.find((one) => one.key === key);
      if (holder === undefined) return { answer: unauthorized(switches), effect: null };
      if (envelope === null) return failed(problem);
      const call: RpcCall = {
        version,
        store: parts.store,
        switches,
        clock: parts.clock,
        random: parts.random,
        credential: holder,
        rows,
        params: paramsOf(switches, envelope),
        effect: null,
      };
      return carryOut(call, service, methods, envelope);
    },
  };
}

function carryOut(
  call: RpcCall,
  service: string,
  methods: Readonly<Record<string, RpcMethod>>,
  { id, method }: Envelope,
): Outcome {
  try {
    requireApi(call.switches, call.credential, service);
    const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (run === undefined) {
      throw new RpcError(-32601, `The method '${method}' does not exist`);
    }
    const result = run(call);
    return { answer: jsonAnswer(200, { id, jsonrpc: '2.0', result }), effect: call.effect };
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return failed({ error, id });
  }
}

function failed({ error, id }: { error: RpcError | null; id?: unknown }): Outcome {
  const shown = error ?? new RpcError(-32600, 'The request is not valid');
  return {
    answer: jsonAnswer(shown.httpStatus, errorBody(id, shown.code, shown.message)),
    effect: null,
  };
}

/** The key is the Basic user name, the password is empty (gravityzone.md 1.2). */
function keyOf(incoming: Incoming): string | null {
  const encoded = /^basic (.+)$/i.exec(incoming.headers['authorization'] ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return text.endsWith(':') ? text.slice(0, -1) : text;
}

function paramsOf(switches: Switches, { params }: Envelope): Readonly<Record<string, unknown>> {
  return switches.get('gravityzone.nullParams') === 'omitted' ? withoutNulls(params) : params;
}

function unauthorized(switches: Switches): Answer {
  const answers = {
    json: jsonAnswer(401, errorBody(null, -32001, 'Invalid API key')),
    html: htmlAnswer(401, 'Authorization Required'),
    empty: emptyAnswer(401),
  };
  return answers[switches.get('gravityzone.unauthorizedBody')];
}

/** The general service is for every key; the others must be ticked on it. */
function requireApi(switches: Switches, credential: GravityZoneCredential, service: string): void {
  const [api = ''] = service.split('/');
  if (api === 'general' || credential.apis.includes(api)) return;
  const name = `${api.charAt(0).toUpperCase()}${api.slice(1)}`;
  const [status, code] = switches.get('gravityzone.apiNotAllowed').split('/');
  throw new RpcError(
    Number(code),
    `API Key is not allowed to access the selected API: ${name}`,
    Number(status),
  );
}
