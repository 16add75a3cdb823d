import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  column,
  openSandbox,
  openStoppedSandbox,
  pick,
  type SandboxClient,
} from '../client-for-tests.ts';

const create = { vendor: 'gravityzone', operation: 'companies.createCompany' };
const list = { vendor: 'gravityzone', operation: 'network.getCompaniesList' };
const wanted = { type: 1, name: 'Faulty Ltd' };

async function exists(client: SandboxClient): Promise<boolean> {
  const { companies } = (await client.state()).gravityzone;
  return companies.some((company) => company.name === 'Faulty Ltd');
}

async function names(client: SandboxClient): Promise<unknown[]> {
  return column(await client.result('network.getCompaniesList'), 'name');
}

/** The ids of a whole listing, page by page; its counts must agree with what comes. */
async function listing(client: SandboxClient, operation: string): Promise<unknown[]> {
  if (operation === 'network.getCompaniesList') return column(await client.result(operation), 'id');
  const ids: unknown[] = [];
  let total: unknown;
  for (let page = 0, more = true; more; page += 1) {
    if (operation === 'network.getNetworkInventoryItems') {
      const type = { companies: true, companyFolders: true };
      const filters = { type, depth: { allItemsRecursively: true } };
      const params = { filters, page: page + 1, perPage: 50 };
      const result = await client.result(operation, params, { version: 'v1.1' });
      total ??= pick(result, 'total');
      ids.push(...column(pick(result, 'items'), 'id'));
      more = pick(result, 'hasMoreRecords') === true;
    } else {
      const path = `/v2/account/sites?max=50&page=${String(page)}`;
      const { json } = await client.datto('GET', path);
      total = pick(json, 'pageDetails', 'totalCount');
      ids.push(...column(pick(json, 'sites'), 'uid'));
      more = pick(json, 'pageDetails', 'nextPageUrl') !== null;
    }
  }
  expect(ids).toHaveLength(Number(total));
  return ids;
}

/** A call whose client gives up, as a time-out does. */
async function giveUp(client: SandboxClient, params: unknown = wanted): Promise<void> {
  const { url, key } = client.sandbox.ready.gravityzone;
  const controller = new AbortController();
  const call = fetch(`${url}/v1.0/jsonrpc/companies`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ id: 1, jsonrpc: '2.0', method: 'createCompany', params }),
    signal: controller.signal,
  }).then(
    () => 'answered',
    () => 'no answer',
  );
  await vi.waitFor(async () => {
    expect((await client.log()).at(-1)?.fault).not.toBeNull();
  });
  controller.abort();
  expect(await call).toBe('no answer');
}

describe('A fault', () => {
  it('applied-then-timeout: the write happened, the answer never comes', async () => {
    const client = await openSandbox();
    await client.fault({ ...create, kind: 'applied-then-timeout' });
    await giveUp(client);
    expect(await exists(client)).toBe(true);
    expect((await client.log()).at(-1)).toMatchObject({
      status: null,
      fault: 'applied-then-timeout',
      effect: { verb: 'create', name: 'Faulty Ltd' },
    });
  });

  it('timeout: nothing happened and no answer comes', async () => {
    const client = await openSandbox();
    await client.fault({ ...create, kind: 'timeout' });
    await giveUp(client);
    expect(await exists(client)).toBe(false);
    expect((await client.log()).at(-1)).toMatchObject({ status: null, effect: null });
  });

  it('timeout with delayMs: the connection is dropped then', async () => {
    const client = await openSandbox();
    await client.fault({ ...create, kind: 'timeout', delayMs: 20 });
    await expect(client.rpc('companies.createCompany', wanted)).rejects.toThrow('fetch failed');
  });

  it.each([
    ['before-effect', false],
    ['after-effect', true],
  ])('reset %s: the connection breaks', async (when, happened) => {
    const client = await openSandbox();
    await client.fault({ ...create, kind: 'reset', when });
    await expect(client.rpc('companies.createCompany', wanted)).rejects.toThrow('fetch failed');
    expect(await exists(client)).toBe(happened);
  });

  it('status: the given status, headers and body, and nothing happened', async () => {
    const client = await openSandbox();
    const headers = { 'retry-after': '60, 60' };
    await client.fault({ ...create, kind: 'status', status: 429, headers, body: '<html></html>' });
    const reply = await client.rpc('companies.createCompany', wanted);
    expect(reply).toMatchObject({ status: 429, text: '<html></html>' });
    expect(reply.headers.get('retry-after')).toBe('60, 60');
    await client.fault({ ...create, kind: 'status', status: 500, body: { error: { code: 1 } } });
    expect((await client.rpc('companies.createCompany', wanted)).json).toEqual({
      error: { code: 1 },
    });
    expect(await exists(client)).toBe(false);
    await client.fault({ ...create, kind: 'status', status: 504, when: 'after-effect' });
    expect((await client.rpc('companies.createCompany', wanted)).status).toBe(504);
    expect(await exists(client)).toBe(true);
  });

  it('truncate: the write happened, and the body ends half-way', async () => {
    const client = await openSandbox();
    await client.fault({ ...create, kind: 'truncate' });
    await expect(client.rpc('companies.createCompany', wanted)).rejects.toThrow('terminated');
    expect(await exists(client)).toBe(true);
  });

  it('malformed: the write happened, and the body is no JSON', async () => {
    const client = await openSandbox();
    await client.fault({ ...create, kind: 'malformed' });
    const { status, json } = await client.rpc('companies.createCompany', wanted);
    expect({ status, json }).toEqual({ status: 200, json: undefined });
    expect(await exists(client)).toBe(true);
  });

  it('html: a page in place of JSON', async () => {
    const client = await openSandbox();
    await client.fault({ ...create, kind: 'html' });
    const { status, text } = await client.rpc('companies.createCompany', wanted);
    expect({ status, start: text.slice(0, 6) }).toEqual({ status: 200, start: '<html>' });
    expect(await exists(client)).toBe(false);
  });

  it('slow: the write happens at once, the answer comes after delayMs', async () => {
    const { client, clock } = await openStoppedSandbox();
    await client.fault({ ...create, kind: 'slow', delayMs: 5000 });
    const call = client.rpc('companies.createCompany', wanted);
    await vi.waitFor(async () => {
      expect(await exists(client)).toBe(true);
    });
    expect((await client.log()).at(-1)?.status).toBeNull();
    clock.advance(5000);
    expect((await call).status).toBe(200);
  });

  it('empty-list: a list without rows that looks complete', async () => {
    const client = await openSandbox();
    await client.fault({ ...list, kind: 'empty-list' });
    expect(await names(client)).toEqual([]);
    await client.fault({
      vendor: 'dattoRmm',
      operation: 'GET /v2/account/sites',
      kind: 'empty-list',
    });
    expect((await client.datto('GET', '/v2/account/sites')).json).toEqual({
      pageDetails: { count: 0, totalCount: 0, prevPageUrl: null, nextPageUrl: null },
      sites: [],
    });
  });

  it('drop-rows: the same share of rows is missing from every page, totals told or kept', async () => {
    const client = await openSandbox();
    const sites = { vendor: 'dattoRmm', operation: 'GET /v2/account/sites', kind: 'drop-rows' };
    await client.fault({ ...sites, percent: 40, times: 0 });
    const pages = await Promise.all(
      [0, 1].map(async (page) =>
        client.datto('GET', `/v2/account/sites?max=5&page=${String(page)}`),
      ),
    );
    const uids = pages.flatMap(({ json }) => column(pick(json, 'sites'), 'uid'));
    expect(new Set(uids).size).toBe(9);
    expect(pick(pages[0]?.json, 'pageDetails', 'totalCount')).toBe(9);
    await client.control('DELETE', '/faults');
    await client.fault({ ...sites, percent: 40, totals: 'kept' });
    const { json } = await client.datto('GET', '/v2/account/sites');
    expect(pick(json, 'pageDetails')).toMatchObject({ count: 9, totalCount: 15 });
  });

  it.each([
    ['dattoRmm', 'GET /v2/account/sites'],
    ['gravityzone', 'network.getNetworkInventoryItems'],
    ['gravityzone', 'network.getCompaniesList'],
  ])('drop-rows: %s %s is short by the share in every run', async (vendor, operation) => {
    const client = await openSandbox({ msp: 'large', devices: 0, rateScale: 10 });
    const whole = await listing(client, operation);
    await client.fault({ vendor, operation, kind: 'drop-rows', percent: 15, times: 0 });
    const first = await listing(client, operation);
    expect(first).toHaveLength(whole.length - Math.ceil(whole.length * 0.15));
    expect(new Set(first).size).toBe(first.length);
    expect(await listing(client, operation)).toEqual(first);
    const dropped = whole.filter((id) => !first.includes(id));
    await client.change('gravityzone.createCompany', { name: 'One More Ltd' });
    await client.change('datto.createSite', { name: 'One More Ltd' });
    const after = await listing(client, operation);
    // With one row more there may be one more to leave out, but the same ones stay away.
    const returned = dropped.filter((id) => after.includes(id));
    expect(returned.length).toBeLessThanOrEqual(1);
    await client.control('DELETE', '/faults');
    expect(await listing(client, operation)).toHaveLength(whole.length + 1);
  });

  it('drop-rows: the first or the last rows, if told', async () => {
    const client = await openSandbox();
    const before = await names(client);
    const count = Math.ceil(before.length / 2);
    await client.fault({ ...list, kind: 'drop-rows', percent: 50, rows: 'first' });
    expect(await names(client)).toEqual(before.slice(count));
    await client.fault({ ...list, kind: 'drop-rows', percent: 50, rows: 'last' });
    expect(await names(client)).toEqual(before.slice(0, before.length - count));
  });

  it('duplicate-rows: some rows come twice', async () => {
    const client = await openSandbox();
    const before = await names(client);
    await client.fault({ ...list, kind: 'duplicate-rows', percent: 50 });
    const after = await names(client);
    expect(after.length).toBe(before.length + Math.ceil(before.length / 2));
    expect(new Set(after)).toEqual(new Set(before));
  });

  it('reorder-pages: rows change pages between requests', async () => {
    const client = await openSandbox();
    await client.fault({
      vendor: 'dattoRmm',
      operation: 'GET /v2/account/sites',
      kind: 'reorder-pages',
      times: 0,
    });
    const page = async (number: number) =>
      column(
        pick(
          (await client.datto('GET', `/v2/account/sites?max=8&page=${String(number)}`)).json,
          'sites',
        ),
        'uid',
      );
    const all = [...(await page(0)), ...(await page(1))];
    expect(all).toHaveLength(15);
    expect(new Set(all).size).toBeLessThan(15);
  });

  it('expire-token: the token is worthless from this request on', async () => {
    const client = await openSandbox();
    await client.fault({
      vendor: 'dattoRmm',
      operation: 'GET /v2/account/sites',
      kind: 'expire-token',
      after: 1,
    });
    const statuses: number[] = [];
    for (const page of ['0', '1', '2']) {
      statuses.push((await client.datto('GET', `/v2/account/sites?page=${page}`)).status);
    }
    expect(statuses).toEqual([200, 401, 401]);
  });

  it('late-effect: the write happens after the client has given up', async () => {
    const { client, clock } = await openStoppedSandbox();
    await client.fault({ ...create, kind: 'late-effect', delayMs: 30_000 });
    await giveUp(client);
    expect(await exists(client)).toBe(false);
    const before = (await client.log()).at(-1);
    expect(before).toMatchObject({ effect: null, effectAt: null, status: null });
    clock.advance(30_000);
    expect(await exists(client)).toBe(true);
    const after = (await client.log()).at(-1);
    expect(after).toMatchObject({ number: before?.number, effect: { verb: 'create' } });
    expect(Date.parse(after?.effectAt ?? '') - Date.parse(after?.arrivedAt ?? '')).toBe(30_000);
  });

  it('late-effect: what came in between counts, so a name taken meanwhile is refused', async () => {
    const { client, clock } = await openStoppedSandbox();
    await client.fault({ ...create, kind: 'late-effect', delayMs: 1000 });
    await giveUp(client);
    await client.change('gravityzone.createCompany', { name: 'Faulty Ltd' });
    clock.advance(1000);
    const { companies } = (await client.state()).gravityzone;
    expect(companies.filter(({ name }) => name === 'Faulty Ltd')).toHaveLength(1);
    expect((await client.log()).at(-1)?.effect).toBeNull();
  });

  it('late-visible: the write happens at once and is listed after delayMs', async () => {
    const { client, clock } = await openStoppedSandbox();
    await client.fault({ ...create, kind: 'late-visible', delayMs: 10_000 });
    const companyId = await client.result('companies.createCompany', wanted);
    expect(await names(client)).not.toContain('Faulty Ltd');
    expect(await client.result('companies.findCompaniesByName', { nameFilter: 'Faulty' })).toEqual(
      [],
    );
    expect(await client.result('companies.getCompanyDetails', { companyId })).toMatchObject(wanted);
    clock.advance(10_000);
    expect(await names(client)).toContain('Faulty Ltd');
  });

  it('late-visible: a rename shows the old name, a deletion the company, until then', async () => {
    const { client, clock } = await openStoppedSandbox();
    const { id } = await client.company('Old Mill Antiques');
    const late = { kind: 'late-visible', delayMs: 1000, vendor: 'gravityzone' };
    await client.fault({ ...late, operation: 'companies.updateCompanyDetails' });
    await client.result('companies.updateCompanyDetails', { id, name: 'New Mill' });
    expect(await names(client)).toContain('Old Mill Antiques');
    clock.advance(1000);
    expect(await names(client)).toContain('New Mill');
    await client.fault({ ...late, operation: 'companies.deleteCompany' });
    await client.result('companies.deleteCompany', { companyId: id });
    expect(await names(client)).toContain('New Mill');
    clock.advance(1000);
    expect(await names(client)).not.toContain('New Mill');
  });

  it('late-visible: a second write while the first is unseen stays unseen as long', async () => {
    const { client, clock } = await openStoppedSandbox();
    const { id } = await client.company('Old Mill Antiques');
    const operation = 'companies.updateCompanyDetails';
    const rename = async (name: string, delayMs: number) => {
      await client.fault({ vendor: 'gravityzone', operation, kind: 'late-visible', delayMs });
      await client.result(operation, { id, name });
    };
    await rename('Newer Mill', 1000);
    await rename('Newest Mill', 3000);
    clock.advance(2000);
    expect(await names(client)).toContain('Old Mill Antiques');
    clock.advance(1000);
    expect(await names(client)).toContain('Newest Mill');
    await rename('Later Mill', 1000);
    clock.advance(5000);
    await rename('Last Mill', 1000);
    expect(await names(client)).toContain('Later Mill');
  });

  it('applied-then-timeout with visibleAfterMs: written, but listed only then', async () => {
    const { client, clock } = await openStoppedSandbox();
    await client.fault({ ...create, kind: 'applied-then-timeout', visibleAfterMs: 10_000 });
    await giveUp(client);
    expect(await exists(client)).toBe(true);
    expect(await names(client)).not.toContain('Faulty Ltd');
    clock.advance(10_000);
    expect(await names(client)).toContain('Faulty Ltd');
  });

  it.each([
    ['after-effect', 'no answer'],
    ['after-answer', 'answered'],
  ])('kill %s with visibleAfterMs: written, but listed only then', async (when, answer) => {
    const { client, clock } = await openStoppedSandbox();
    const victim = sleepingProcess();
    const ended = once(victim, 'exit');
    await client.fault({ ...create, kind: 'kill', pid: victim.pid, when, visibleAfterMs: 5000 });
    const call = await client.rpc('companies.createCompany', wanted).then(
      () => 'answered',
      () => 'no answer',
    );
    expect(call).toBe(answer);
    expect((await ended)[1]).toBe('SIGKILL');
    expect(await exists(client)).toBe(true);
    expect(await names(client)).not.toContain('Faulty Ltd');
    clock.advance(5000);
    expect(await names(client)).toContain('Faulty Ltd');
  });

  it.each([
    ['before-effect', false, 'no answer'],
    ['after-effect', true, 'no answer'],
    ['after-answer', true, 'answered'],
  ])('kill %s: the process gets SIGKILL', async (when, happened, answer) => {
    const client = await openSandbox();
    const victim = sleepingProcess();
    const ended = once(victim, 'exit');
    await client.fault({ ...create, kind: 'kill', pid: victim.pid, when });
    const call = await client.rpc('companies.createCompany', wanted).then(
      () => 'answered',
      () => 'no answer',
    );
    expect(call).toBe(answer);
    expect((await ended)[1]).toBe('SIGKILL');
    expect(await exists(client)).toBe(happened);
    await client.fault({ ...create, kind: 'kill', pid: victim.pid, when: 'after-answer' });
    const again = { ...wanted, name: 'After the process has gone' };
    expect((await client.rpc('companies.createCompany', again)).status).toBe(200);
  });
});

/** A process of the test's own that waits to be killed. */
function sleepingProcess(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}
