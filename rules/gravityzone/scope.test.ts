import { describe, expect, test } from 'vitest';
import { isExcluded, listedSites } from './scope.ts';
import type { ListedSite } from './scope.ts';
import { site, uid } from './test-inventory.ts';

const listed = (row: ReturnType<typeof site>): ListedSite => {
  const [only] = listedSites([row]);
  if (only === undefined) throw new Error(`${row.name} is not listed`);
  return only;
};

describe('What is listed', () => {
  test('all managed sites (onDemand = false); on-demand sites never', () => {
    const sites = [
      site(1, 'Abc'),
      site(2, 'Def', { onDemand: true }),
      site(3, 'Ghi', { onDemand: null }),
    ];
    expect(listedSites(sites).map((entry) => entry.name)).toEqual(['Abc']);
  });

  test('never "Deleted Devices", by its name or by its uid', () => {
    expect(listedSites([site(1, 'Deleted Devices')])).toEqual([]);
    expect(listedSites([site(1, 'Deleted', { uid: 'deleted-devices' })])).toEqual([]);
  });

  test('the system site "Managed" starts excluded, and a person can include it', () => {
    const managed = listed(site(1, 'Managed'));
    expect(isExcluded(managed, new Map())).toBe(true);
    expect(isExcluded(managed, new Map([[uid(1), 'included']]))).toBe(false);
  });

  test('system sites are known by exact name: a customer’s "Managed Services" is none', () => {
    for (const name of ['Managed Services', 'managed', 'Managed ']) {
      expect(isExcluded(listed(site(1, name)), new Map())).toBe(false);
    }
  });

  test('a site that a person excluded is excluded', () => {
    expect(isExcluded(listed(site(1, 'Abc')), new Map([[uid(1), 'excluded']]))).toBe(true);
  });

  test('a site that the listing has twice is one site, unsettled if its facts differ', () => {
    expect(listedSites([site(1, 'Abc'), site(1, 'Abc')])).toMatchObject([{ settled: true }]);
    expect(listedSites([site(1, 'Xyz'), site(1, 'Abc')])).toMatchObject([
      { name: 'Abc', names: ['Abc', 'Xyz'], settled: false },
    ]);
    expect(listedSites([site(1, 'Abc'), site(1, 'Abc', { onDemand: true })])).toMatchObject([
      { settled: false },
    ]);
  });
});
