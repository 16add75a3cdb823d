import { shownUid } from '../datto-rmm/sight.ts';
import type { DattoSite } from '../datto-rmm/store.ts';
import { linksOf } from '../gravityzone/installation-links.ts';
import { maySee } from '../gravityzone/sight.ts';
import { maySeeOrganization } from '../itglue/sight.ts';
import type { ItglueStore } from '../itglue/store.ts';
import type { Switches } from '../switches/switches.ts';
import type { World } from '../world.ts';

/** What all three vendors really hold, whoever may see it: the answer of `GET /state`. */
export function stateOf(world: World, switches: Switches): Record<string, unknown> {
  return {
    dattoRmm: dattoRmmState(world, switches),
    gravityzone: gravityzoneState(world),
    itglue: itglueState(world),
    credentials: credentialsOf(world),
    sample: {
      msp: world.msp,
      branches: branchesOf(world, switches),
      matching: world.sample.matching,
    },
  };
}

function dattoRmmState({ dattoRmm }: World, switches: Switches): Record<string, unknown> {
  const [account, ...others] = dattoRmm.accounts;
  const devicesBySite = Map.groupBy(dattoRmm.devices.all(), (device) => device.siteUid);
  const variables = dattoRmm.variables.all();
  const ofAccount = (accountUid: string | undefined) => ({
    sites: dattoRmm.sites
      .all()
      .filter((site) => site.accountUid === accountUid)
      .map((site: DattoSite) => ({
        ...site,
        uid: shownUid(site, switches),
        hidden: dattoRmm.hidden.get(site.uid)?.has('*') === true,
        variables: variables.filter((variable) => variable.siteUid === site.uid),
        devices: devicesBySite.get(site.uid) ?? [],
      })),
    users: dattoRmm.users.filter((user) => user.accountUid === accountUid),
    variables: variables.filter(
      (variable) => variable.siteUid === null && variable.accountUid === accountUid,
    ),
  });
  return {
    account,
    ...ofAccount(account?.uid),
    otherAccounts: others.map((other) => ({ account: other, ...ofAccount(other.uid) })),
  };
}

function gravityzoneState({ gravityzone, clock }: World): Record<string, unknown> {
  const main = gravityzone.credentials[0];
  return {
    rootCompanyId: gravityzone.rootCompanyId,
    companies: gravityzone.companies.all().map(({ createdAtMs, ...company }) => ({
      ...company,
      createdAt: new Date(createdAtMs).toISOString(),
      visible: main !== undefined && maySee(gravityzone, main, { ...company, createdAtMs }),
    })),
    folders: gravityzone.folders.all(),
    endpoints: gravityzone.endpoints.all(),
    groups: gravityzone.groups.all(),
    packages: gravityzone.packages.all().map((one) => {
      const { createdAtMs, kitReadyAtMs, token: _, ...rest } = one;
      return {
        ...rest,
        createdAt: new Date(createdAtMs).toISOString(),
        isKitReady: kitReadyAtMs <= clock.nowMs(),
        links: linksOf(one),
      };
    }),
    keys: gravityzone.credentials,
  };
}

function itglueState({ itglue }: World): Record<string, unknown> {
  const main = itglue.credentials[0];
  return {
    ...accountState(itglue.main, (id) =>
      main === undefined ? false : maySeeOrganization(itglue.main, main, id),
    ),
    otherAccounts: itglue.accounts
      .filter((account) => account !== itglue.main)
      .map((account) => accountState(account, () => true)),
  };
}

function accountState(
  store: ItglueStore,
  isVisible: (id: string) => boolean,
): Record<string, unknown> {
  return {
    label: store.label,
    organizations: store.organizations.all().map((organization) => ({
      ...organization,
      visible: isVisible(organization.id),
    })),
    configurations: store.configurations.all().map((configuration) => ({
      ...configuration,
      hidden: store.hidden.get(configuration.id)?.has('*') === true,
    })),
    interfaces: store.interfaces.all(),
    locations: store.locations.all(),
    catalogues: Object.fromEntries(
      Object.entries(store.catalogues).map(([name, table]) => [name, table.all()]),
    ),
    models: store.models.all(),
    operatingSystems: store.operatingSystems.all(),
    flexibleAssetTypes: store.flexibleAssetTypes.all(),
    flexibleAssetFields: store.flexibleAssetFields.all(),
    flexibleAssets: store.flexibleAssets.all(),
    relatedItems: store.relatedItems.all(),
    users: store.users.all(),
  };
}

/** Where tests find keys for cases that the ready line's do not cover. */
function credentialsOf({ dattoRmm, gravityzone, itglue }: World): Record<string, unknown> {
  return {
    dattoRmm: dattoRmm.credentials,
    gravityzone: gravityzone.credentials,
    itglue: itglue.credentials,
  };
}

function branchesOf({ sample, dattoRmm }: World, switches: Switches): unknown[] {
  return sample.branches.map((branch) => {
    const site = dattoRmm.sites.get(branch.siteUid);
    return site === undefined ? branch : { ...branch, siteUid: shownUid(site, switches) };
  });
}
