import { describe, expect, test } from 'vitest';
import { sourceOrganizations, type SourceSite } from './source-organizations.ts';

function site(uid: string, over: Partial<SourceSite> = {}): SourceSite {
  const company = { autotaskCompanyId: null, autotaskCompanyName: null };
  return { uid, name: `Site ${uid}`, devices: 1, ...company, ...over };
}
const ofCompany = (id: string, name: string | null = `Company ${id}`) => ({
  autotaskCompanyId: id,
  autotaskCompanyName: name,
});
const ids = (sites: SourceSite[], source: Parameters<typeof sourceOrganizations>[1]) =>
  sourceOrganizations(sites, source).map(({ id }) => id);

describe('where Datto RMM sites are matched', () => {
  test('each site with at least one device is a source organization', () => {
    const sites = [site('b', ofCompany('7')), site('a', ofCompany('7')), site('c', { devices: 0 })];
    expect(ids(sites, 'datto-rmm-sites')).toEqual(['a', 'b']);
    expect(sourceOrganizations(sites, 'datto-rmm-sites')[0]).toMatchObject({
      name: 'Site a',
      withoutCompany: false,
    });
  });
});

describe('where Autotask companies are matched', () => {
  const source = 'autotask-companies';

  test('several sites may share one', () => {
    const sites = [
      site('b', { ...ofCompany('7', null), name: 'Abc North', devices: 2 }),
      site('a', { ...ofCompany('7', 'Abc Inc'), name: 'Abc South', devices: 3 }),
      site('c', { ...ofCompany('7'), devices: 0 }),
    ];
    expect(sourceOrganizations(sites, source)).toEqual([
      {
        id: 'autotask/7',
        name: 'Abc Inc',
        sites: [sites[0], sites[1]],
        devices: 5,
        autotaskCompanyId: '7',
        withoutCompany: false,
      },
    ]);
  });

  test('a site without one is listed as such', () => {
    expect(sourceOrganizations([site('a')], source)).toMatchObject([
      { id: 'a', name: 'Site a', autotaskCompanyId: null, withoutCompany: true },
    ]);
  });

  test('a company whose name nobody tells has that of its first site', () => {
    expect(sourceOrganizations([site('a', ofCompany('7', ' '))], source)).toMatchObject([
      { id: 'autotask/7', name: 'Site a' },
    ]);
  });

  test('the order in which sites are listed changes nothing', () => {
    const sites = [
      site('a', ofCompany('8')),
      site('b', ofCompany('7')),
      site('c'),
      site('d', ofCompany('8')),
    ];
    expect(sourceOrganizations(sites.toReversed(), source)).toEqual(
      sourceOrganizations(sites, source),
    );
  });
});
