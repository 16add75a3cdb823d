import { describe, expect, it } from 'vitest';
import { failureOf } from '../http/loopback-server.ts';
import type { Reply } from '../http/loopback-server.ts';
import type { SeenCall } from './loopback-itglue.ts';
import {
  allOf,
  organization,
  organizations,
  pageFor,
  refusal,
  startItglue,
} from './loopback-itglue.ts';

const pageOf = ({ query }: SeenCall) => [query.get('page[number]'), query.get('page[size]')];
const tooSlow = refusal(422, { detail: 'The request took too long to process and timed out.' });

describe('a listing', () => {
  it('is read page by page to the end, in an order that new records do not disturb', async () => {
    const all = organizations(2300);
    await using itglue = await startItglue((call) => pageFor(call, all));
    expect(await allOf(itglue.client.listOrganizations())).toHaveLength(2300);
    expect(itglue.calls.map(pageOf)).toEqual([
      ['1', '1000'],
      ['2', '1000'],
      ['3', '1000'],
    ]);
    expect(itglue.calls[0]?.query.get('sort')).toBe('id');
  });

  it('goes on from a page of a size', async () => {
    const all = organizations(120);
    await using itglue = await startItglue((call) => pageFor(call, all));
    const rest = await allOf(itglue.client.listOrganizations({ fromPage: 3, pageSize: 50 }));
    expect(rest.map(({ id }) => id)).toEqual(all.slice(100).map(({ id }) => id));
  });

  it.each([
    [
      'links alone',
      { meta: {}, links: { next: 'https://evil.example/?page=9' } },
      { meta: {}, links: {} },
    ],
    ['next-page alone', { meta: { 'next-page': 2 } }, { meta: { 'next-page': null }, links: {} }],
    [
      'the count of pages alone',
      { meta: { 'current-page': 1, 'total-pages': 2 } },
      { meta: { 'current-page': 2, 'total-pages': 2 } },
    ],
  ])('finds its end by %s, and never follows a link', async (_what, first, last) => {
    const [one, two] = organizations(2);
    await using itglue = await startItglue((_call, { length }) => ({
      body: length === 1 ? { ...first, data: [one] } : { ...last, data: [two] },
    }));
    const pages = allOf(itglue.client.listOrganizations({ pageSize: 1 }));
    expect(await pages).toHaveLength(2);
    expect(itglue.calls).toHaveLength(2);
  });

  it('shows a total that changed between its pages', async () => {
    await using itglue = await startItglue((call, { length }) =>
      pageFor(call, organizations(length === 1 ? 3 : 4)),
    );
    const totals: (number | null)[] = [];
    for await (const page of itglue.client.listOrganizations({ pageSize: 2 })) {
      totals.push(page.totalCount);
    }
    expect(totals).toEqual([3, 4]);
  });

  it('of which IT Glue gives fewer a page than were asked for is still read whole', async () => {
    const all = organizations(950);
    await using itglue = await startItglue((call) => {
      const size = Math.min(100, Number(call.query.get('page[size]')));
      call.query.set('page[size]', String(size));
      return pageFor(call, all);
    });
    const found = await allOf(itglue.client.listOrganizations());
    expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  it('of which items are missing in the middle is broken', async () => {
    await using itglue = await startItglue((call) => {
      const reply = pageFor(call, organizations(2500)) as { body: { data: object[] } };
      if (call.query.get('page[number]') === '2') reply.body.data.splice(10, 3);
      return reply;
    });
    const error = await failureOf(allOf(itglue.client.listOrganizations()));
    expect(error).toMatchObject({ code: 'contract-broken' });
    expect(error.message).toContain('997 of the 1000');
  });

  it('whose empty page names a next one is broken', async () => {
    await using itglue = await startItglue(() => ({
      body: { data: [], meta: { 'next-page': 2 }, links: {} },
    }));
    const error = await failureOf(allOf(itglue.client.listOrganizations()));
    expect(error).toMatchObject({ code: 'contract-broken' });
  });
});

describe('a page that takes too long', () => {
  it.each([
    ['422 in its words', tooSlow],
    ['504 with a page', { status: 504, body: '<html>Gateway Time-out</html>' }],
    ['500', { status: 500, body: '' }],
    ['an answer that is too large', { body: ' '.repeat(33 * 1024 * 1024) }],
  ] satisfies [string, Reply][])(
    'is read in smaller ones from the same place (%s)',
    async (_what, slow) => {
      const all = organizations(2300);
      await using itglue = await startItglue((call) => {
        const [page, size] = pageOf(call).map(Number);
        const isSlow = Number(size) > 250 && Number(page) * Number(size) > 1000;
        return isSlow ? slow : pageFor(call, all);
      });
      const found = await allOf(itglue.client.listOrganizations());
      expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      expect(itglue.calls.slice(0, 4).map(pageOf)).toEqual([
        ['1', '1000'],
        ['2', '1000'],
        ['3', '500'],
        ['5', '250'],
      ]);
    },
  );

  it('says where it stands, so that it can be gone on with', async () => {
    await using itglue = await startItglue((call) =>
      Number(call.query.get('page[size]')) > 500 ? tooSlow : pageFor(call, organizations(600)),
    );
    const places: number[][] = [];
    for await (const { page, pageSize } of itglue.client.listOrganizations()) {
      places.push([page, pageSize]);
    }
    expect(places).toEqual([
      [1, 500],
      [2, 500],
    ]);
  });

  it('is given up when even small ones take too long', async () => {
    await using itglue = await startItglue(() => tooSlow);
    expect(await failureOf(allOf(itglue.client.listOrganizations()))).toMatchObject({
      code: 'transient',
    });
    expect(itglue.calls.map((call) => pageOf(call)[1])).toEqual([
      '1000',
      '500',
      '250',
      '125',
      '25',
    ]);
  });

  it('is no reason to lower the size where the refusal has another one', async () => {
    await using itglue = await startItglue(() => refusal(422, { detail: 'no such sort' }));
    await failureOf(allOf(itglue.client.listOrganizations()));
    expect(itglue.calls).toHaveLength(1);
  });
});

describe('a list that is read whole', () => {
  const type = (id: number) => ({
    id: String(id),
    type: 'configuration-types',
    attributes: { name: `Type ${id}` },
  });
  const types = (count: number) => Array.from({ length: count }, (_, n) => type(n + 1));

  it('is whole or fails', async () => {
    await using itglue = await startItglue((call) => {
      const reply = pageFor(call, types(3)) as { body: { data: object[] } };
      reply.body.data.pop();
      return reply;
    });
    const error = await failureOf(itglue.client.configurationTypes());
    expect(error).toMatchObject({ code: 'contract-broken' });
    expect(error.message).toContain('2 of 3');
  });

  it('that changed while it was read is read again', async () => {
    await using itglue = await startItglue((call, { length }) =>
      pageFor(call, types(length === 1 ? 1500 : 1501)),
    );
    expect(await itglue.client.configurationTypes()).toHaveLength(1501);
    expect(itglue.calls).toHaveLength(4);
  });

  it('that changes each time is not taken', async () => {
    await using itglue = await startItglue((call, { length }) =>
      pageFor(call, types(1500 + length)),
    );
    expect(await failureOf(itglue.client.configurationTypes())).toMatchObject({
      code: 'transient',
    });
  });

  it('counts an item once that came twice', async () => {
    await using itglue = await startItglue((call) => pageFor(call, [type(1), type(1), type(2)]));
    expect(await failureOf(itglue.client.configurationTypes())).toMatchObject({
      code: 'contract-broken',
    });
  });
});

describe('a filter', () => {
  it('escapes the comma, which would part two values', async () => {
    await using itglue = await startItglue((call) => pageFor(call, [organization('1')]));
    await itglue.client.findOrganizations('Smith, Jones & Co');
    expect(itglue.calls[0]?.query.get('filter[name]')).toBe('Smith\\, Jones & Co');
  });
});
