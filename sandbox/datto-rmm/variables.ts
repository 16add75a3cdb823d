import { z } from 'zod';
import { emptyAnswer } from '../http/answer.ts';
import type { Outcome } from '../http/call.ts';
import type { Effect } from '../http/request-log.ts';
import { parseBody } from './body.ts';
import { DattoError } from './errors.ts';
import { page, sorted } from './paging.ts';
import type { DattoRequest, Route } from './route.ts';
import { requireWholeAccount, siteOfPath } from './sight.ts';
import type { DattoVariable } from './store.ts';

const createRequest = z.object({
  name: z.string().min(1),
  value: z.string().nullish(),
  masked: z.boolean().nullish(),
});
const updateRequest = z.object({ name: z.string().min(1).nullish(), value: z.string().nullish() });

/** Null for the account's own variables. */
type Scope = (request: DattoRequest) => string | null;

const ofSite: Scope = (request) => siteOfPath(request).uid;
const ofAccount: Scope = (request) => {
  requireWholeAccount(request);
  return null;
};

export const variableRoutes: readonly Route[] = [
  { method: 'GET', template: '/v2/site/{siteUid}/variables', handle: list(ofSite) },
  {
    method: 'PUT',
    template: '/v2/site/{siteUid}/variable',
    writeKey: 'site-variable-create',
    handle: create(ofSite),
  },
  {
    method: 'POST',
    template: '/v2/site/{siteUid}/variable/{variableId}',
    writeKey: 'site-variable-update',
    handle: update(ofSite),
  },
  {
    method: 'DELETE',
    template: '/v2/site/{siteUid}/variable/{variableId}',
    writeKey: 'site-variable-delete',
    handle: remove(ofSite),
  },
  { method: 'GET', template: '/v2/account/variables', handle: list(ofAccount) },
  {
    method: 'PUT',
    template: '/v2/account/variable',
    writeKey: 'account-variable-create',
    handle: create(ofAccount),
  },
  {
    method: 'POST',
    template: '/v2/account/variable/{variableId}',
    writeKey: 'account-variable-update',
    handle: update(ofAccount),
  },
  {
    method: 'DELETE',
    template: '/v2/account/variable/{variableId}',
    writeKey: 'account-variable-delete',
    handle: remove(ofAccount),
  },
];

function list(scope: Scope) {
  return (request: DattoRequest): Outcome => {
    const siteUid = scope(request);
    const rows = request.store.variables.listed().filter((row) => inScope(request, row, siteUid));
    const inOrder = sorted(request, rows, { id: (row) => row.id, name: (row) => row.name });
    return page(request, 'variables', inOrder, (row) => view(request, row));
  };
}

function create(scope: Scope) {
  return (request: DattoRequest): Outcome => {
    const siteUid = scope(request);
    const body = parseBody(createRequest, request.body);
    refuseDuplicate(request, siteUid, body.name, null);
    const variable: DattoVariable = {
      id: request.store.nextVariableId(),
      accountUid: request.credential.accountUid,
      siteUid,
      name: body.name,
      value: body.value ?? '',
      masked: body.masked ?? false,
    };
    request.store.variables.put(variable);
    return written(request, effect('create', variable));
  };
}

function update(scope: Scope) {
  return (request: DattoRequest): Outcome => {
    const before = variableOfPath(request, scope(request));
    const body = parseBody(updateRequest, request.body);
    const partial = request.switches.get('dattoRmm.partialVariableUpdate');
    if (partial === 'refused' && (body.name == null || body.value == null)) {
      throw new DattoError(400, 'name and value are required');
    }
    const wipes = partial === 'wipes';
    const name = body.name ?? (wipes ? '' : before.name);
    refuseDuplicate(request, before.siteUid, name, before.id);
    // `masked` can be set at creation only (datto-rmm.md 5.10).
    const variable = { ...before, name, value: body.value ?? (wipes ? '' : before.value) };
    request.store.variables.put(variable);
    return written(request, effect('update', variable));
  };
}

function remove(scope: Scope) {
  return (request: DattoRequest): Outcome => {
    const variable = variableOfPath(request, scope(request));
    request.store.variables.remove(String(variable.id));
    return written(request, effect('delete', variable));
  };
}

/** Variable writes answer without a body: the new id is found by listing again. */
function written(request: DattoRequest, done: Effect): Outcome {
  const status = Number(request.switches.get('dattoRmm.emptyWriteStatus'));
  return { answer: emptyAnswer(status), effect: done };
}

function variableOfPath(request: DattoRequest, siteUid: string | null): DattoVariable {
  const text = request.parameters['variableId'] ?? '';
  if (!/^\d+$/.test(text)) throw new DattoError(400, 'variableId must be a number');
  const variable = request.store.variables.get(String(Number(text)));
  if (variable === undefined || !inScope(request, variable, siteUid)) {
    throw new DattoError(404, 'Variable not found');
  }
  return variable;
}

function refuseDuplicate(
  request: DattoRequest,
  siteUid: string | null,
  name: string,
  ownId: number | null,
): void {
  const taken = request.store.variables
    .all()
    .some((row) => inScope(request, row, siteUid) && row.name === name && row.id !== ownId);
  if (taken) {
    throw new DattoError(
      Number(request.switches.get('dattoRmm.duplicateVariableName')),
      'A variable of this name exists',
    );
  }
}

function inScope(request: DattoRequest, row: DattoVariable, siteUid: string | null): boolean {
  return row.siteUid === siteUid && row.accountUid === request.credential.accountUid;
}

function view(request: DattoRequest, { id, name, value, masked }: DattoVariable): unknown {
  return { id, name, value: masked ? maskedValue(request, value) : value, masked };
}

function maskedValue(request: DattoRequest, value: string | null): string | null {
  const shown = { masked: '********', clear: value, null: null };
  return shown[request.switches.get('dattoRmm.maskedValue')];
}

function effect(verb: 'create' | 'update' | 'delete', variable: DattoVariable): Effect {
  return { verb, kind: 'variable', id: variable.id, name: variable.name };
}
