import { describe, expect, it } from 'vitest';
import { openSandbox, pick } from '../client-for-tests.ts';

const create = { vendor: 'gravityzone', operation: 'companies.createCompany' };
const list = { vendor: 'gravityzone', operation: 'network.getCompaniesList' };
const wanted = { type: 1, name: 'Faulty Ltd' };

describe('Faults', () => {
  it('are played so many times, after so many, and on one match only', async () => {
    const client = await openSandbox();
    await client.fault({ ...list, kind: 'status', status: 500, times: 2, after: 1 });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) {
      statuses.push((await client.rpc('network.getCompaniesList')).status);
    }
    expect(statuses).toEqual([200, 500, 500, 200]);
    await client.fault({ ...create, kind: 'status', status: 500, match: 'Faulty' });
    const other = await client.rpc('companies.createCompany', { type: 1, name: 'Other Ltd' });
    expect(other.status).toBe(200);
    expect((await client.rpc('companies.createCompany', wanted)).status).toBe(500);
  });

  it('are for every operation with *, for ever with times 0, and cleared by DELETE', async () => {
    const client = await openSandbox();
    await client.fault({
      vendor: 'gravityzone',
      operation: '*',
      kind: 'status',
      status: 503,
      times: 0,
    });
    for (const operation of ['network.getCompaniesList', 'general.getApiKeyDetails']) {
      expect((await client.rpc(operation)).status).toBe(503);
    }
    expect((await client.datto('GET', '/v2/account')).status).toBe(200);
    expect((await client.control('GET', '/faults')).json).toMatchObject({
      faults: [{ left: null }],
    });
    expect((await client.control('DELETE', '/faults')).json).toEqual({ cleared: 1 });
    expect((await client.rpc('general.getApiKeyDetails')).status).toBe(200);
  });

  it.each([
    ['an unknown kind', { ...list, kind: 'explode' }, /no fault kind "explode"/],
    ['an unknown field', { ...list, kind: 'timeout', often: 1 }, /Field "often" is not known/],
    ['an unknown vendor', { ...list, vendor: 'acme', kind: 'timeout' }, /"vendor"/],
    ['an operation of no form', { ...list, operation: 'list', kind: 'timeout' }, /"operation"/],
    ['a missing status', { ...list, kind: 'status' }, /"status"/],
    ['a missing delay', { ...list, kind: 'late-effect' }, /"delayMs"/],
    [
      'the sandbox’s own pid',
      { ...list, kind: 'kill', pid: process.pid, when: 'after-answer' },
      /itself/,
    ],
    [
      'a listing time where nothing is written',
      { ...list, kind: 'kill', pid: 999_999, when: 'before-effect', visibleAfterMs: 1 },
      /"visibleAfterMs" does not go/,
    ],
    ['a listing time of a timeout', { ...list, kind: 'timeout', visibleAfterMs: 1 }, /not known/],
    ['rows from nowhere', { ...list, kind: 'drop-rows', rows: 'middle' }, /"rows"/],
    ['an expiring token at GravityZone', { ...list, kind: 'expire-token' }, /Only Datto/],
  ])('with %s are refused in a sentence', async (_, fault, sentence) => {
    const client = await openSandbox();
    const { status, json } = await client.control('POST', '/faults', fault);
    expect(status).toBe(400);
    expect(pick(json, 'error')).toMatch(sentence);
  });
});
