import { shownUid } from '../datto-rmm/sight.ts';
import type { DattoSite } from '../datto-rmm/store.ts';
import { linksOf } from '../gravityzone/installation-links.ts';
import { maySee } from '../gravityzone/sight.ts';
import type { Switches } from '../switches/switches.ts';
import type { World } from '../world.ts';

/** What all three vendors really hold, whoever may see it: the answer of `GET /state`. */
export function stateOf(world: World, switches: Switches): Record<string, unknown> {
  return {
    dattoRmm: dattoRmmState(world, switches),
    gravityzone: gravityzoneState(world),
    itglue: {},
    credentials: credentialsOf(world),
    sample: { msp: world.msp, branches: branchesOf(world, switches) },
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

/** Where tests find keys for cases that the ready line's do not cover. */
function credentialsOf({ dattoRmm, gravityzone, itglueKey }: World): Record<string, unknown> {
  return {
    dattoRmm: dattoRmm.credentials,
    gravityzone: gravityzone.credentials,
    itglue: [{ label: 'main', key: itglueKey }],
  };
}

function branchesOf({ branches, dattoRmm }: World, switches: Switches): unknown[] {
  return branches.map((branch) => {
    const site = dattoRmm.sites.get(branch.siteUid);
    return site === undefined ? branch : { ...branch, siteUid: shownUid(site, switches) };
  });
}
