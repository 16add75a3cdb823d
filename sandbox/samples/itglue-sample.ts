import type { DattoSite, DattoStore } from '../datto-rmm/store.ts';
import type { Itglue } from '../itglue/store.ts';
import type { Random } from '../random.ts';
import { mspName, otherMspName } from './datto-sample.ts';
import { addConfigurations } from './itglue-configurations.ts';
import { fillCatalogues } from './itglue-catalogues.ts';
import { addOrganization, addSiteOrganizations } from './itglue-organizations.ts';
import { addUsers } from './itglue-users.ts';
import type { MatchingOccurrence } from './matching-cases.ts';
import type { ItglueComposition } from './organization-specification.ts';

/** Fills IT Glue for the sites and devices that Datto RMM has; tells where each case is. */
export function fillItglue(
  itglue: Itglue,
  dattoRmm: DattoStore,
  sites: readonly DattoSite[],
  composition: ItglueComposition,
  random: Random,
): MatchingOccurrence[] {
  const store = itglue.main;
  fillCatalogues(store);
  addUsers(store);
  const primary = addOrganization(store, { name: mspName }, { primary: true, type: 'Owner' });
  const bySite = addSiteOrganizations(store, dattoRmm, sites, composition, random.fork('names'));
  const withoutSite = composition.organizationsWithoutSite.map((name) =>
    addOrganization(store, { name }, { type: name.includes('vendor') ? 'Vendor' : 'Customer' }),
  );
  const devices = addConfigurations(store, dattoRmm, bySite, composition, random.fork('devices'));
  addOtherAccount(itglue);
  addKeys(itglue, random.fork('keys'));
  const none = { siteUid: null, deviceUids: [], configurationIds: [] };
  return [
    { case: 'primaryOrganization', ...none, organizationIds: [primary.id] },
    {
      case: 'organizationWithoutSite',
      ...none,
      organizationIds: withoutSite.map(({ id }) => id),
    },
    ...bySite.map((one) => ({
      case: one.case,
      siteUid: one.siteUid,
      organizationIds: one.organizationIds,
      deviceUids: [],
      configurationIds: [],
    })),
    ...devices,
  ];
}

function addOtherAccount(itglue: Itglue): void {
  const other = itglue.account('other');
  fillCatalogues(other);
  addUsers(other);
  addOrganization(other, { name: otherMspName }, { primary: true, type: 'Owner' });
  addOrganization(other, { name: 'Bellweather Foods Ltd' }, { type: 'Customer' });
}

/** The main key is the one that was always in the ready line, so it is given before. */
function addKeys(itglue: Itglue, random: Random): void {
  const add = (
    label: string,
    note: string,
    { account = 'main', active = true, organizationIds = null as readonly string[] | null } = {},
  ) => {
    const key = `ITG.${random.hex(32)}`;
    itglue.credentials.push({ label, key, account, note, active, organizationIds });
  };
  const organizations = itglue.main.organizations.all();
  const some = organizations.filter(({ primary }, index) => primary || index % 2 === 0);
  add('restricted', 'A user of the same account who sees only some organizations.', {
    organizationIds: some.map(({ id }) => id),
  });
  add('paused', 'A key of the account that was paused.', { active: false });
  add('otherAccount', 'Administrator of another account.', { account: 'other' });
}
