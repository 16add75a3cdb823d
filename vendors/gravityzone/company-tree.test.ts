import { describe, expect, it } from 'vitest';
import { failureOf } from '../http/loopback-server.ts';
import { companyId } from './ids.ts';
import type { RpcReply, SeenCall } from './loopback-gravityzone.ts';
import { startGravityzone, testId } from './loopback-gravityzone.ts';

const root = testId('1');
const container = testId('c1');

/**
 * root ─ abc, folder ─ (def, inner ─ ghi), partner ─ jkl
 */
const tree = [
  { id: testId('a1'), name: 'Abc', parent: root, type: 1 },
  { id: testId('f1'), name: 'Folder', parent: root, type: 'folder' },
  { id: testId('a2'), name: 'Def', parent: testId('f1'), type: 1 },
  { id: testId('f2'), name: 'Inner', parent: testId('f1'), type: 'folder' },
  { id: testId('a3'), name: 'Ghi', parent: testId('f2'), type: 1 },
  { id: testId('b1'), name: 'Partner', parent: root, type: 0 },
  { id: testId('a4'), name: 'Jkl', parent: testId('b1'), type: 1 },
] as const;
type Member = (typeof tree)[number];

const partners: Record<string, string> = { [testId('a4')]: testId('b1') };
const expectedPlaces = tree.map(({ id, name, parent }) => ({
  id,
  name,
  parentId: parent,
  partnerId: partners[id] ?? root,
}));

/** What the two fields of an inventory item hold is not settled: every combination of them. */
const settings = ['parent company', 'itself'].flatMap((companyIdHolds) =>
  ['folder or company', 'folder or container'].map((parentIdHolds) => ({
    companyIdHolds,
    parentIdHolds,
  })),
);
type Setting = (typeof settings)[number];

describe('the company tree', () => {
  it.each(settings)(
    'is placed right where companyId is the $companyIdHolds and parentId a $parentIdHolds',
    async (setting) => {
      await using gravityzone = await startGravityzone((call) => serve(call, setting));
      const found = await gravityzone.client.companyTree(companyId(root));
      expect(places(found)).toEqual(expectedPlaces);
      // A nested partner's container can't be told from anything else: then it goes level by level.
      const isUnclear =
        setting.companyIdHolds === 'itself' && setting.parentIdHolds === 'folder or container';
      expect(found.source).toBe(isUnclear ? 'walk' : 'inventory');
    },
  );

  it('goes level by level where parentId is always a company, which hides the folders', async () => {
    await using gravityzone = await startGravityzone((call) => {
      if (call.name !== 'network.getNetworkInventoryItems') return walk(call, false);
      const items = tree.map((member) => ({
        ...item(member, settings[0]!),
        parentId: partners[member.id] ?? root,
      }));
      return { result: { page: 1, hasMoreRecords: false, total: 7, items } };
    });
    const found = await gravityzone.client.companyTree(companyId(root));
    expect(found.source).toBe('walk');
    expect(places(found)).toEqual(expectedPlaces);
  });

  it('costs one call where nothing is unclear', async () => {
    await using gravityzone = await startGravityzone((call) => serve(call, settings[1]!));
    const found = await gravityzone.client.companyTree(companyId(root));
    expect(found).toMatchObject({ source: 'inventory', total: 7, arrived: 7 });
    expect(gravityzone.calls.map(({ name, version }) => [name, version])).toEqual([
      ['network.getNetworkInventoryItems', 'v1.1'],
    ]);
  });

  it.each([false, true])(
    'is read level by level where there is no inventory (a partner lists what its folders hold: %s)',
    async (listsFolders) => {
      await using gravityzone = await startGravityzone((call) =>
        call.version === 'v1.1' ? methodNotFound : walk(call, listsFolders),
      );
      const found = await gravityzone.client.companyTree(companyId(root));
      expect(found.source).toBe('walk');
      expect(places(found)).toEqual(expectedPlaces);
      expect(found.nodes.find(({ name }) => name === 'Partner')).toMatchObject({ type: 0 });
      expect(found.nodes.find(({ name }) => name === 'Jkl')).toMatchObject({ type: 1 });
    },
  );

  it('is read to the last page, whichever way more pages are announced', async () => {
    const companies = Array.from({ length: 5 }, (_, n) =>
      item({ id: testId(`d${n}`), name: `C${n}`, parent: root, type: 1 }, settings[0]!),
    );
    for (const more of ['hasMoreRecords', 'pagesCount'] as const) {
      const pages: unknown[] = [];
      await using gravityzone = await startGravityzone(({ params }) => {
        const page = params['page'] as number;
        const items = companies.slice(page * 2 - 2, page * 2);
        const counts =
          page === 1 ? { total: 5, ...(more === 'pagesCount' ? { pagesCount: 3 } : {}) } : {};
        const flag = more === 'hasMoreRecords' ? { hasMoreRecords: page < 3 } : {};
        return { result: { page, perPage: 2, items, ...counts, ...flag } };
      });
      const onPage = (page: unknown) => pages.push(page);
      const found = await gravityzone.client.companyTree(companyId(root), { onPage });
      expect(found.nodes).toHaveLength(5);
      expect(pages).toEqual([
        { page: 1, items: 2, total: 5 },
        { page: 2, items: 2, total: 5 },
        { page: 3, items: 1, total: 5 },
      ]);
    }
  });

  it.each([
    ['fewer items than were counted', { total: 3, hasMoreRecords: false }],
    ['an empty page where more are announced', { total: 2, hasMoreRecords: true }],
  ])('is refused for %s', async (_what, counts) => {
    await using gravityzone = await startGravityzone(({ params }) => {
      const items =
        params['page'] === 1 ? [tree[0], tree[5]].map((m) => item(m, settings[0]!)) : [];
      return { result: { page: params['page'], perPage: 1000, items, ...counts } };
    });
    expect(await failureOf(gravityzone.client.companyTree(companyId(root)))).toMatchObject({
      code: 'contract-broken',
    });
  });

  it('is not cut short by a page that fails', async () => {
    await using gravityzone = await startGravityzone(({ params }) =>
      params['page'] === 1
        ? { result: { page: 1, items: [item(tree[0], settings[0]!)], hasMoreRecords: true } }
        : { reply: { status: 502 } },
    );
    expect(await failureOf(gravityzone.client.companyTree(companyId(root)))).toMatchObject({
      code: 'transient',
    });
  });

  it('is refused if a company was moved while it was walked', async () => {
    await using gravityzone = await startGravityzone((call) => {
      if (call.version === 'v1.1') return methodNotFound;
      const isMoved = call.params['parentId'] === testId('b1') && typeOf(call) === 1;
      return isMoved ? { result: [{ id: testId('a1'), name: 'Abc' }] } : walk(call, false);
    });
    expect(await failureOf(gravityzone.client.companyTree(companyId(root)))).toMatchObject({
      code: 'contract-broken',
    });
  });

  it('may be empty', async () => {
    await using gravityzone = await startGravityzone(() => ({
      result: { page: 1, perPage: 1000, items: [], total: 0, pagesCount: 0, hasMoreRecords: false },
    }));
    expect(await gravityzone.client.companyTree(companyId(root))).toMatchObject({ nodes: [] });
  });
});

const methodNotFound: RpcReply = { error: { code: -32601, message: 'Method not found' } };

function places(found: {
  nodes: { id: string; name: string; parentId: string; partnerId: string }[];
}) {
  const order = tree.map<string>(({ id }) => id);
  return found.nodes
    .map(({ id, name, parentId, partnerId }) => ({ id, name, parentId, partnerId }))
    .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

function serve(call: SeenCall, setting: Setting): RpcReply {
  if (call.name === 'network.getRootContainers') {
    return { result: [{ id: container, name: 'Companies' }] };
  }
  if (call.name !== 'network.getNetworkInventoryItems') return walk(call, false);
  const items = tree.map((member) => item(member, setting));
  return {
    result: { page: 1, perPage: 1000, hasMoreRecords: false, pagesCount: 1, total: 7, items },
  };
}

function item(
  member: { id: string; name: string; parent: string; type: unknown },
  setting: Setting,
) {
  const isFolder = member.type === 'folder';
  const partner = partners[member.id] ?? root;
  const parentIsCompany = member.parent === root || member.parent === testId('b1');
  const containerOf = member.parent === root ? container : testId('c2');
  const usesContainer = parentIsCompany && setting.parentIdHolds === 'folder or container';
  return {
    id: member.id,
    name: member.name,
    type: isFolder ? 3 : 1,
    parentId: usesContainer ? containerOf : member.parent,
    companyId: !isFolder && setting.companyIdHolds === 'itself' ? member.id : partner,
  };
}

function walk(call: SeenCall, listsFolders: boolean): RpcReply {
  const { parentId } = call.params;
  const isFolderCall = call.name === 'network.getCompanyFoldersList';
  const wanted = isFolderCall ? 'folder' : typeOf(call);
  const isInFolderOfRoot = (member: Member) => partners[member.id] === undefined;
  return {
    result: tree
      .filter((member) => member.type === wanted)
      .filter(
        (member) =>
          member.parent === parentId ||
          (listsFolders && !isFolderCall && parentId === root && isInFolderOfRoot(member)),
      )
      .map(({ id, name }) => ({ id, name })),
  };
}

function typeOf(call: SeenCall): unknown {
  return (call.params['filters'] as { companyType?: unknown } | undefined)?.companyType;
}
