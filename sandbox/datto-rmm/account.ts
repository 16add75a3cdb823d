import { DattoError } from './errors.ts';
import { page } from './paging.ts';
import { ok, type DattoRequest, type Route } from './route.ts';
import { requireWholeAccount } from './sight.ts';

export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/v2/account',
    handle: (request) => {
      const { store, credential } = request;
      const account = store.accounts.find((one) => one.uid === credential.accountUid);
      if (account === undefined) throw new DattoError(404, 'Account not found');
      return ok({
        id: account.id,
        uid: account.uid,
        name: account.name,
        currency: account.currency,
        descriptor: {
          // The vendor's own spelling (datto-rmm.md 5.2).
          bilingEmail: account.billingEmail,
          deviceLimit: account.deviceLimit,
          timeZone: account.timeZone,
        },
        devicesStatus: devicesStatus(request),
      });
    },
  },
  {
    method: 'GET',
    template: '/v2/account/users',
    handle: (request) => {
      requireWholeAccount(request);
      const users = request.store.users.filter(
        (user) => user.accountUid === request.credential.accountUid,
      );
      return page(request, 'users', users, (user) => ({
        firstName: user.firstName,
        lastName: user.lastName,
        username: user.username,
        email: user.email,
        telephone: user.telephone,
        status: user.status,
        created: user.createdMs,
        lastAccess: user.lastAccessMs,
        disabled: user.disabled,
      }));
    },
  },
];

/** Counts of the whole account, whatever the key may see; deleted devices are not among them. */
function devicesStatus({ store, credential }: DattoRequest): Record<string, number> {
  const sites = new Map(
    store.sites
      .all()
      .filter((site) => site.accountUid === credential.accountUid)
      .map((site) => [site.uid, site]),
  );
  let online = 0;
  let offline = 0;
  let onDemand = 0;
  for (const device of store.devices.all()) {
    const site = sites.get(device.siteUid);
    if (site === undefined || device.deleted) continue;
    if (device.online) online += 1;
    else offline += 1;
    if (site.onDemand) onDemand += 1;
  }
  return {
    numberOfDevices: online + offline,
    numberOfOnlineDevices: online,
    numberOfOfflineDevices: offline,
    numberOfOnDemandDevices: onDemand,
    numberOfManagedDevices: online + offline - onDemand,
  };
}
