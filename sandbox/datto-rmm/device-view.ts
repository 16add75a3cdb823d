import type { DattoRequest } from './route.ts';
import { shownUid } from './sight.ts';
import type { DattoDevice } from './store.ts';

/** Live v2 devices carry all 300 keys, unset ones as null (datto-rmm.md 5.4). */
const unsetUdf: Readonly<Record<string, null>> = Object.fromEntries(
  Array.from({ length: 300 }, (_, index) => [`udf${String(index + 1)}`, null]),
);

/** Builds Device answers. */
export function deviceView(request: DattoRequest): (device: DattoDevice) => unknown {
  const { store, switches } = request;
  const iso = switches.get('dattoRmm.deviceDates') === 'iso';
  const date = (atMs: number | null) =>
    atMs === null || !iso ? atMs : new Date(atMs).toISOString();
  const udf = switches.get('dattoRmm.deviceUdf') === 'present' ? { udf: unsetUdf } : {};
  return (device) => {
    const site = store.sites.get(device.siteUid);
    return {
      id: device.id,
      uid: device.uid,
      siteId: site?.id ?? null,
      siteUid: site === undefined ? device.siteUid : shownUid(site, switches),
      siteName: site?.name ?? null,
      deviceType: device.deviceType,
      hostname: device.hostname,
      intIpAddress: device.intIpAddress,
      operatingSystem: device.operatingSystem,
      lastLoggedInUser: device.lastLoggedInUser,
      domain: device.domain,
      cagVersion: device.cagVersion,
      displayVersion: device.displayVersion,
      extIpAddress: device.extIpAddress,
      description: device.description,
      a64Bit: device.a64Bit,
      rebootRequired: device.rebootRequired,
      online: device.online,
      suspended: false,
      deleted: device.deleted,
      lastSeen: date(device.lastSeenMs),
      lastReboot: date(device.lastRebootMs),
      lastAuditDate: date(device.lastAuditMs),
      creationDate: date(device.createdMs),
      ...udf,
      snmpEnabled: device.snmpEnabled,
      deviceClass: device.deviceClass,
      portalUrl: `https://pinotage.rmm.datto.com/device/${String(device.id)}`,
      warrantyDate: device.warrantyDate,
      antivirus: device.antivirus,
      patchManagement: device.patchManagement,
      softwareStatus: device.softwareStatus,
      webRemoteUrl: `https://pinotage.rmm.datto.com/web-remote/${device.uid}`,
      networkProbe: device.networkProbe,
      onboardedViaNetworkMonitor: device.networkProbe === null ? null : false,
    };
  };
}
