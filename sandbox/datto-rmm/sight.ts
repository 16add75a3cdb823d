import type { Switches } from '../switches/switches.ts';
import { DattoError } from './errors.ts';
import type { DattoRequest } from './route.ts';
import type { DattoCredential, DattoSite, DattoStore } from './store.ts';

/** Whether a key's user may use the site. */
export function maySee(store: DattoStore, credential: DattoCredential, site: DattoSite): boolean {
  if (site.accountUid !== credential.accountUid) return false;
  const hiddenFrom = store.hidden.get(site.uid);
  if (hiddenFrom?.has('*') === true || hiddenFrom?.has(credential.label) === true) return false;
  return credential.siteUids === null || credential.siteUids.includes(site.uid);
}

/** The sites that lists show this key. */
export function listedSites(request: DattoRequest): DattoSite[] {
  const { store, credential, switches } = request;
  return store.sites
    .listed()
    .filter((site) => site.accountUid === credential.accountUid)
    .filter(
      (site) =>
        maySee(store, credential, site) ||
        switches.get('dattoRmm.invisibleSitesInLists') === 'listed',
    );
}

/** The site that the path names, if the key may use it; else 403 or 404. */
export function siteOfPath(request: DattoRequest): DattoSite {
  const uid = request.parameters['siteUid'] ?? '';
  const { store, credential, switches } = request;
  const site = store.sites
    .all()
    .find(
      (candidate) =>
        shownUid(candidate, switches) === uid &&
        (candidate.system !== 'deletedDevices' || candidate.accountUid === credential.accountUid),
    );
  if (site === undefined) throw new DattoError(404, 'Site not found');
  if (!maySee(store, credential, site)) {
    throw new DattoError(
      Number(switches.get('dattoRmm.invisibleSite')),
      'The user may not use this site',
    );
  }
  const deletedDevices = Number(switches.get('dattoRmm.deletedDevicesByUid'));
  if (site.system === 'deletedDevices' && deletedDevices !== 200) {
    throw new DattoError(deletedDevices, 'Site not found');
  }
  return site;
}

/** A site's uid as answers show it: "Deleted Devices" has one that is no GUID (datto-rmm.md 6). */
export function shownUid(site: DattoSite, switches: Switches): string {
  return site.system === 'deletedDevices' ? switches.get('dattoRmm.deletedDevicesUid') : site.uid;
}

/** Refuses what only a user with rights on the whole account may do. */
export function requireWholeAccount(request: DattoRequest): void {
  if (
    request.credential.siteUids !== null &&
    request.switches.get('dattoRmm.restrictedUserAccountData') === 'forbidden'
  ) {
    throw new DattoError(403, 'The user may not use this resource');
  }
}
