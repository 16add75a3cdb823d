import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { faultKinds, faultSchema } from '../faults/fault.ts';
import type { FaultList } from '../faults/fault-list.ts';
import { jsonAnswer, type Answer } from '../http/answer.ts';
import type { Incoming } from '../http/call.ts';
import { send } from '../http/send.ts';
import { read } from '../http/serve.ts';
import type { Switches } from '../switches/switches.ts';
import type { World } from '../world.ts';
import { ControlError, parseOrRefuse } from './change.ts';
import { applyChange } from './changes.ts';
import { stateOf } from './state.ts';

/** What the control interface commands. */
export interface Controlled {
  readonly switches: Switches;
  readonly faults: FaultList;
  readonly world: () => World;
  readonly reset: () => void;
}

const switchValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

type Handler = (controlled: Controlled, incoming: Incoming, query: URLSearchParams) => unknown;

const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  '/state': { GET: ({ world, switches }) => stateOf(world(), switches) },
  '/log': {
    GET: ({ world }, _, query) => world().log.after(numberOf(query.get('after') ?? '0')),
  },
  '/change': { POST: ({ world }, incoming) => applyChange(world(), bodyOf(incoming)) },
  '/switches': {
    GET: ({ switches }) => ({ switches: switches.list() }),
    POST: ({ switches }, incoming) => {
      const refusal = switches.set(parseOrRefuse(switchValues, bodyOf(incoming)));
      if (refusal !== null) throw new ControlError(refusal);
      return { switches: switches.list() };
    },
  },
  '/faults': {
    GET: ({ faults }) => ({ faults: faults.list() }),
    POST: ({ faults }, incoming) => ({ id: faults.add(faultOf(bodyOf(incoming))) }),
    DELETE: ({ faults }) => ({ cleared: faults.clear() }),
  },
  '/reset': {
    POST: ({ reset }, incoming) => {
      if (incoming.body.trim() !== '') parseOrRefuse(z.strictObject({}), bodyOf(incoming));
      reset();
      return { ok: true };
    },
  },
};

/** Serves the control interface (sandbox.md). */
export function controlHandler(controlled: Controlled) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    await send(response, answerTo(controlled, await read(request)));
  };
}

function answerTo(controlled: Controlled, incoming: Incoming): Answer {
  const { pathname, searchParams } = new URL(incoming.target, 'http://127.0.0.1');
  const methods = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
  if (methods === undefined) {
    return refusal(404, `There is no ${pathname}; there are ${Object.keys(routes).join(', ')}.`);
  }
  const handler = Object.hasOwn(methods, incoming.method) ? methods[incoming.method] : undefined;
  if (handler === undefined) {
    return refusal(405, `${pathname} takes ${Object.keys(methods).join(', ')} only.`);
  }
  try {
    return jsonAnswer(200, handler(controlled, incoming, searchParams));
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return refusal(400, error.message);
  }
}

function refusal(status: number, sentence: string): Answer {
  return jsonAnswer(status, { error: sentence });
}

function bodyOf(incoming: Incoming): unknown {
  try {
    return JSON.parse(incoming.body) as unknown;
  } catch {
    throw new ControlError('The body is not JSON.');
  }
}

function numberOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new ControlError('"after" must be a whole number.');
  return Number(text);
}

function faultOf(body: unknown) {
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : undefined;
  if (typeof kind !== 'string' || !faultKinds.includes(kind)) {
    throw new ControlError(
      `There is no fault kind ${JSON.stringify(kind)}; there are ${faultKinds.join(', ')}.`,
    );
  }
  const fault = parseOrRefuse(faultSchema, body);
  if (fault.kind === 'kill' && fault.pid === process.pid) {
    throw new ControlError('"pid" is the sandbox itself, which cannot kill itself as a fault.');
  }
  if (
    fault.kind === 'kill' &&
    fault.when === 'before-effect' &&
    fault.visibleAfterMs !== undefined
  ) {
    throw new ControlError(
      'A kill "before-effect" writes nothing, so "visibleAfterMs" does not go with it.',
    );
  }
  if (fault.kind === 'expire-token' && fault.vendor !== 'dattoRmm') {
    throw new ControlError('Only Datto RMM has tokens that can expire.');
  }
  return fault;
}
