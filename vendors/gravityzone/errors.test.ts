import { describe, expect, it } from 'vitest';
import { failureOf, faults } from '../http/loopback-server.ts';
import type { RpcReply } from './loopback-gravityzone.ts';
import { soon, startGravityzone, testId } from './loopback-gravityzone.ts';
import { companyId } from './ids.ts';

const refusal = (code: number, details?: string, status = 200): RpcReply => ({
  error: { code, message: 'Invalid params', ...(details ? { data: { details } } : {}) },
  status,
});
const notAllowed = 'API Key is not allowed to access the selected API: Companies';

describe('a company that is read by its id', () => {
  it.each([
    ['The company does not exist', refusal(-32002, 'The company does not exist'), 'not-found'],
    ['-32602', refusal(-32602), 'not-found'],
    ['-32001', refusal(-32001, 'You are not allowed to do this'), 'forbidden'],
    ['no valid license', refusal(-32001, 'The company does not have a valid license'), 'licence'],
    ['API not allowed (403)', refusal(-32000, notAllowed, 403), 'forbidden'],
    ['API not allowed (200)', refusal(-32001, notAllowed), 'forbidden'],
    ['API not available', refusal(-32601, 'The selected API is not available.'), 'forbidden'],
    ['a wrong key', refusal(-32001, 'Invalid API key', 401), 'auth-refused'],
    ['a wrong key without JSON', { reply: { status: 401, body: '<html>' } }, 'auth-refused'],
    ['method not found', refusal(-32601, 'Method not found'), 'contract-broken'],
    ['server error', refusal(-32000), 'transient'],
    ['too many requests', refusal(-32003, 'Maximum 10 requests per 3 seconds'), 'rate-limited'],
    ['an unknown path', { reply: { status: 404, body: '<html>' } }, 'contract-broken'],
    ['a bad gateway', { reply: faults.serverError }, 'transient'],
    ['a firewall page', { reply: { status: 403, body: '<html>' } }, 'contract-broken'],
    ['a web page', { reply: faults.htmlPage }, 'contract-broken'],
    ['malformed JSON', { reply: faults.malformedJson }, 'contract-broken'],
    ['half a body', { reply: faults.truncated }, 'transient'],
    ['a redirect', { reply: faults.redirect }, 'contract-broken'],
    ['no result', { reply: { body: { jsonrpc: '2.0', id: 'x' } } }, 'contract-broken'],
    ["another request's result", { reply: { body: { id: 'x', result: {} } } }, 'contract-broken'],
    ["another request's error", otherError(), 'contract-broken'],
    ['another company', { result: { id: testId('b'), name: 'Abc' } }, 'contract-broken'],
    ['a company without a name', { result: { id: testId('a') } }, 'contract-broken'],
  ] satisfies [string, RpcReply, string][])('answered with %s', async (_what, reply, code) => {
    await using gravityzone = await startGravityzone(() => reply);
    const error = await failureOf(gravityzone.client.companyDetails(companyId(testId('a'))));
    expect(error).toMatchObject({ code, operation: 'companies.getCompanyDetails' });
  });

  it('tells "not found" from "not found or no right to it" by the code of GravityZone', async () => {
    for (const code of [-32002, -32602]) {
      await using gravityzone = await startGravityzone(() => refusal(code, 'No.'));
      const error = await failureOf(gravityzone.client.companyDetails(companyId(testId('a'))));
      expect(error).toMatchObject({ code: 'not-found', vendorCode: code, details: 'No.' });
    }
  });

  it('names the API that the key lacks', async () => {
    await using gravityzone = await startGravityzone(() => refusal(-32001, notAllowed));
    const error = await failureOf(gravityzone.client.companyDetails(companyId(testId('a'))));
    expect(error.message).toContain('may not use the API Companies');
  });

  it('is told by what is said of it, not by its name', async () => {
    const details = 'The company "Licence Seats Ltd" does not exist';
    await using gravityzone = await startGravityzone(() => refusal(-32002, details));
    const error = await failureOf(gravityzone.client.companyDetails(companyId(testId('a'))));
    expect(error.code).toBe('not-found');
  });
});

describe('a company that is created', () => {
  it.each([
    ['the name exists (-32602)', refusal(-32602, 'The name already exists'), 'conflict'],
    ['the name exists (-32002)', refusal(-32002, 'A company with it exists'), 'conflict'],
    ['the name exists (-32000)', refusal(-32000, 'Name must be unique'), 'conflict'],
    ['the name exists (-32001)', refusal(-32001, 'It already exists.'), 'conflict'],
    ['the name is taken', refusal(-32602, 'The name is taken'), 'conflict'],
    ['another reason with -32002', refusal(-32002, 'It has children'), 'refused'],
    ['the parent does not exist', refusal(-32602, 'The parent does not exist'), 'not-found'],
    ['no free seats', refusal(-32602, 'Not enough seats'), 'licence'],
    ['a bad name', refusal(-32602, 'The name is too long'), 'refused'],
    ['a server error with words', refusal(-32000, 'The industry is not known'), 'refused'],
    ['a server error without', serverError(), 'unknown-outcome'],
    ['an internal error', refusal(-32603, 'Internal error'), 'unknown-outcome'],
    ['a 5xx', refusal(-32602, 'The name already exists', 500), 'unknown-outcome'],
    ['too many requests', refusal(-32003), 'rate-limited'],
    ['HTML 429', { reply: { status: 429, body: '<html>' } }, 'rate-limited'],
    ['a web page', { reply: faults.htmlPage }, 'unknown-outcome'],
    ['a cut connection', { reply: faults.reset }, 'unknown-outcome'],
    ['half a body', { reply: faults.truncated }, 'unknown-outcome'],
    ["another request's result", { reply: { body: { id: 'x', result: '' } } }, 'unknown-outcome'],
    ['no company id', { result: 'done' }, 'unknown-outcome'],
  ] satisfies [string, RpcReply, string][])('answered with %s', async (_what, reply, code) => {
    await using gravityzone = await startGravityzone(() => reply);
    const { client } = gravityzone;
    const turn = await client.turn('createCompany');
    const company = {
      name: 'Abc',
      parentId: companyId(testId('1')),
      licence: { kind: 'trial' },
    } as const;
    expect(await failureOf(client.createCompany(company, turn, soon()))).toMatchObject({ code });
    expect(gravityzone.calls).toHaveLength(1);
  });
});

describe('too many calls', () => {
  it.each([
    ['60, 60', 60_000],
    ['2', 2000],
    [undefined, 60_000],
  ])('with Retry-After %s wait %i ms', async (header, retryAfterMs) => {
    await using gravityzone = await startGravityzone(() => ({
      reply: {
        status: 429,
        headers: header === undefined ? {} : { 'retry-after': header },
        body: '<html>429</html>',
      },
    }));
    const error = await failureOf(gravityzone.client.ownCompany());
    expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs });
  });

  it('hold back the calls of that row, and no others', async () => {
    await using gravityzone = await startGravityzone(({ name }) =>
      name === 'licensing.getLicenseInfo'
        ? { reply: { status: 429, headers: { 'retry-after': '3000' }, body: '' } }
        : { result: [] },
    );
    const { client } = gravityzone;
    await failureOf(client.licenseInfo(companyId(testId('a'))));
    const abort = AbortSignal.timeout(50);
    await expect(client.licenseInfo(companyId(testId('a')), { signal: abort })).rejects.toThrow();
    await client.installationLinks();
    expect(gravityzone.calls).toHaveLength(2);
  });

  it('on a call whose row is disputed move it to the slower row', async () => {
    let refused = false;
    await using gravityzone = await startGravityzone(({ name }) => {
      if (name !== 'companies.getCompanyDetails') return { result: [] };
      refused = !refused;
      return refused
        ? { reply: { status: 429, headers: { 'retry-after': '0.1' }, body: '' } }
        : { reply: { status: 429, headers: { 'retry-after': '3000' }, body: '' } };
    });
    const { client } = gravityzone;
    await failureOf(client.ownCompany());
    await failureOf(client.ownCompany());
    // The second refusal held back the slower row alone.
    await client.installationLinks();
    const abort = AbortSignal.timeout(50);
    await expect(client.licenseInfo(companyId(testId('a')), { signal: abort })).rejects.toThrow();
  });
});

function serverError(): RpcReply {
  return { error: { code: -32000, message: 'Server error' } };
}

function otherError(): RpcReply {
  return { reply: { body: { id: 'x', error: { code: -32002, message: 'gone' } } } };
}
