import type { DattoRequest } from './route.ts';
import { shownUid } from './sight.ts';
import type { DattoSite } from './store.ts';

interface DevicesStatus {
  numberOfDevices: number;
  numberOfOnlineDevices: number;
  numberOfOfflineDevices: number;
}

/** Builds Site answers; devices are counted once for all sites of a list. */
export function siteView(request: DattoRequest): (site: DattoSite) => unknown {
  const { store, switches } = request;
  const counts = new Map<string, DevicesStatus>();
  for (const device of store.devices.all()) {
    let status = counts.get(device.siteUid);
    if (status === undefined) {
      status = { numberOfDevices: 0, numberOfOnlineDevices: 0, numberOfOfflineDevices: 0 };
      counts.set(device.siteUid, status);
    }
    status.numberOfDevices += 1;
    if (device.online) status.numberOfOnlineDevices += 1;
    else status.numberOfOfflineDevices += 1;
  }
  const none = { numberOfDevices: 0, numberOfOnlineDevices: 0, numberOfOfflineDevices: 0 };
  const notesStored = switches.get('dattoRmm.siteNotes') === 'stored';
  return (site) => ({
    id: site.id,
    uid: shownUid(site, switches),
    accountUid: site.accountUid,
    name: site.name,
    description: site.description,
    notes: notesStored ? site.notes : null,
    onDemand: site.onDemand,
    splashtopAutoInstall: site.splashtopAutoInstall,
    proxySettings: notesStored ? site.proxySettings : null,
    devicesStatus:
      site.system === 'deletedDevices' &&
      switches.get('dattoRmm.deletedDevicesSiteCount') === 'zero'
        ? none
        : (counts.get(site.uid) ?? none),
    autotaskCompanyName: site.autotaskCompanyName,
    autotaskCompanyId: site.autotaskCompanyId,
    portalUrl: `https://pinotage.rmm.datto.com/site/${String(site.id)}`,
  });
}
