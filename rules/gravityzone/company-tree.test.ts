import { describe, expect, test } from 'vitest';
import { companyTree } from './company-tree.ts';
import { nameKey } from './names.ts';
import { cid, customer, folder, root } from './test-inventory.ts';

const inFolder = (n: number) => ({ parentId: cid(n), partnerId: root.id });

describe('The company tree', () => {
  const rows = [
    customer(1, 'Abc'),
    folder(2, 'North'),
    folder(3, 'Coast', inFolder(2)),
    customer(4, 'Def', inFolder(3)),
    customer(5, 'Reseller', { type: 'partner' }),
    folder(6, 'Theirs', { parentId: cid(5), partnerId: cid(5) }),
    customer(7, 'abc ', { parentId: cid(6), partnerId: cid(5) }),
    customer(8, 'Loose', { parentId: cid(99) }),
  ];
  const tree = companyTree(root, rows);

  test('directly under the root or one of its folders, at any depth', () => {
    expect([1, 4, 5].map((n) => tree.isDirectlyUnderRoot(cid(n)))).toEqual([true, true, true]);
    expect(tree.isDirectlyUnderRoot(cid(7))).toBe(false);
  });

  test('folders don’t count as partners', () => {
    expect(tree.partnerOf(cid(4))).toBe(root.id);
    expect(tree.partnerOf(cid(7))).toBe(cid(5));
  });

  test('a container that is in no listing leaves it to what the row says', () => {
    expect(tree.partnerOf(cid(8))).toBe(root.id);
    expect(tree.isDirectlyUnderRoot(cid(8))).toBe(true);
  });

  test('rows that contradict each other are not under the root', () => {
    const odd = companyTree(root, [customer(1, 'A', { parentId: root.id, partnerId: cid(5) })]);
    expect(odd.isDirectlyUnderRoot(cid(1))).toBe(false);
    const ring = companyTree(root, [
      folder(1, 'A', inFolder(2)),
      folder(2, 'B', inFolder(1)),
      customer(3, 'C', inFolder(1)),
    ]);
    expect(ring.isDirectlyUnderRoot(cid(3))).toBe(false);
  });

  test('the partner is proven only where nothing contradicts it, and the partner is in view', () => {
    const proven = (...rows: Parameters<typeof companyTree>[1]) =>
      companyTree(root, rows).provenPartnerOf(cid(1));
    const under = { parentId: cid(5), partnerId: cid(5) };
    const partner = customer(5, 'Reseller', { type: 'partner' });
    expect(proven(customer(1, 'A'))).toBe(root.id);
    expect(proven(partner, customer(1, 'A', under))).toBe(cid(5));
    expect(proven(customer(1, 'A', under))).toBeUndefined();
    expect(proven(partner, customer(1, 'A', { ...under, partnerId: root.id }))).toBeUndefined();
    const north = folder(2, 'North');
    expect(proven(north, customer(1, 'A', inFolder(2)))).toBe(root.id);
    expect(proven(north, folder(2, 'South'), customer(1, 'A', inFolder(2)))).toBeUndefined();
  });

  test('what is below a company, at any depth', () => {
    expect(tree.isBelow(cid(7), cid(5))).toBe(true);
    expect(tree.isBelow(cid(7), root.id)).toBe(true);
    expect(tree.isBelow(cid(5), cid(7))).toBe(false);
  });

  test('names are looked up in the whole tree, the root included, folders not', () => {
    expect(tree.named(nameKey('ABC')).map((company) => company.id)).toEqual([cid(1), cid(7)]);
    expect(tree.named(nameKey('our msp')).map((company) => company.id)).toEqual([root.id]);
    expect(tree.named(nameKey('North'))).toEqual([]);
  });

  test('a company listed twice is one company, unsettled if its facts differ', () => {
    const twice = companyTree(root, [customer(1, 'A'), customer(1, 'A')]);
    expect(twice.named(nameKey('A'))).toHaveLength(1);
    expect(twice.isSettled(cid(1))).toBe(true);
    const moved = companyTree(root, [customer(1, 'A'), customer(1, 'A', { parentId: cid(5) })]);
    expect(moved.isSettled(cid(1))).toBe(false);
  });
});
