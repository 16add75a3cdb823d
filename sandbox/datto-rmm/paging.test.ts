import { describe, expect, it } from 'vitest';
import { column, openSandbox, pick } from '../client-for-tests.ts';

describe('Datto collections', () => {
  it('are cut into pages from 0 with absolute addresses, null at both ends', async () => {
    const client = await openSandbox();
    const { url } = client.sandbox.ready.dattoRmm;
    const first = await client.datto('GET', '/v2/account/sites?page=0&max=6');
    expect(pick(first.json, 'pageDetails')).toEqual({
      count: 6,
      totalCount: 15,
      prevPageUrl: null,
      nextPageUrl: `${url}/api/v2/account/sites?max=6&page=1`,
    });
    const last = await client.datto('GET', '/v2/account/sites?page=2&max=6');
    expect(pick(last.json, 'pageDetails')).toMatchObject({ count: 3, nextPageUrl: null });
  });

  it('have 250 as default and greatest page size', async () => {
    const client = await openSandbox({ msp: 'large', devices: 900 });
    expect((await client.datto('GET', '/v2/system/pagination')).json).toEqual({ max: 250 });
    const byDefault = await client.datto('GET', '/v2/account/devices');
    expect(pick(byDefault.json, 'pageDetails', 'count')).toBe(250);
    const above = await client.datto('GET', '/v2/account/devices?max=1000');
    expect(pick(above.json, 'pageDetails', 'count')).toBe(250);
  });

  it('give every row once over all pages', async () => {
    const client = await openSandbox({ msp: 'large' });
    const uids = new Set<unknown>();
    let path: string | null = '/v2/account/sites?max=100';
    let pages = 0;
    while (path !== null) {
      const { json } = await client.datto('GET', path);
      for (const uid of column(pick(json, 'sites'), 'uid')) uids.add(uid);
      const next = pick(json, 'pageDetails', 'nextPageUrl');
      path = typeof next === 'string' ? next.replace(/^.*\/api/, '') : null;
      pages += 1;
    }
    expect({ pages, sites: uids.size }).toEqual({ pages: 4, sites: 303 });
  });

  it('are empty past the end', async () => {
    const client = await openSandbox();
    const { status, json } = await client.datto('GET', '/v2/account/sites?page=9');
    expect(status).toBe(200);
    expect(json).toMatchObject({ sites: [], pageDetails: { count: 0, nextPageUrl: null } });
  });

  it('take LIKE filters without regard to case and carry them into the next address', async () => {
    const client = await openSandbox();
    const { json } = await client.datto('GET', '/v2/account/sites?siteName=LTD&max=1');
    expect(pick(json, 'pageDetails', 'nextPageUrl')).toMatch(/\?max=1&page=1&siteName=LTD$/);
    expect(pick(json, 'pageDetails', 'totalCount')).toBe(3);
  });
});
