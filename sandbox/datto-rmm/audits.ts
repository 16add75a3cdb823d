import { deviceAudit, hostAudit, printerAudit, shownMac, shownNic } from './audit-view.ts';
import { DattoError } from './errors.ts';
import { deviceView } from './device-view.ts';
import { page, sorted } from './paging.ts';
import { ok, type DattoRequest, type Route } from './route.ts';
import { listedSites, maySee, shownUid, siteOfPath } from './sight.ts';
import type { DattoDevice, DeviceClass } from './store.ts';

/** What agents and probes found, and the devices' network interfaces (datto-rmm.md 5.4 to 5.9). */
export const auditRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/v2/site/{siteUid}/devices/network-interface',
    handle: (request) => {
      const site = siteOfPath(request);
      const devices = request.store.devices
        .listed()
        .filter((device) => device.siteUid === site.uid);
      const inOrder = sorted(request, devices, {
        id: (device) => device.id,
        name: (device) => device.hostname ?? '',
      });
      return page(request, 'devices', inOrder, (device) => ({
        id: device.id,
        uid: device.uid,
        siteId: site.id,
        siteUid: shownUid(site, request.switches),
        siteName: site.name,
        deviceType: device.deviceType,
        hostname: device.hostname,
        intIpAddress: device.intIpAddress,
        extIpAddress: device.extIpAddress,
        nics: isAudited(device) ? device.hardware.nics.map((nic) => shownNic(request, nic)) : [],
      }));
    },
  },
  {
    method: 'GET',
    template: '/v2/device/macAddress/{macAddress}',
    handle: (request) => {
      const found = withMac(request);
      if (found.length === 0) throw new DattoError(404, 'Device not found');
      return ok(found.map(deviceView(request)));
    },
  },
  {
    method: 'GET',
    template: '/v2/audit/device/{deviceUid}',
    handle: (request) => ok(deviceAudit(request, audited(request, 'device'))),
  },
  {
    method: 'GET',
    template: '/v2/audit/device/macAddress/{macAddress}',
    handle: (request) => {
      const found = withMac(request).filter(isAudited);
      if (found.length === 0) throw new DattoError(404, 'Device not found');
      const agents = found.filter(({ deviceClass }) => deviceClass === 'device');
      if (agents.length === 0) throw new DattoError(400, 'The device is not of class device');
      return ok(agents.map((device) => deviceAudit(request, device)));
    },
  },
  {
    method: 'GET',
    template: '/v2/audit/device/{deviceUid}/software',
    handle: (request) => {
      const { software } = audited(request, 'device');
      return page(request, 'software', software, ({ name, version }) => ({ name, version }));
    },
  },
  {
    method: 'GET',
    template: '/v2/audit/printer/{deviceUid}',
    handle: (request) => ok(printerAudit(request, audited(request, 'printer'))),
  },
  {
    method: 'GET',
    template: '/v2/audit/esxihost/{deviceUid}',
    handle: (request) => ok(hostAudit(request, audited(request, 'esxihost'))),
  },
];

/** A device that was never audited has no audit: 404; one of another class has 400. */
function audited(request: DattoRequest, wanted: DeviceClass): DattoDevice {
  const { store, credential, switches, parameters } = request;
  const device = store.devices.get(parameters['deviceUid'] ?? '');
  const site = store.sites.get(device?.siteUid ?? '');
  if (device === undefined || site === undefined) throw new DattoError(404, 'Device not found');
  if (!maySee(store, credential, site)) {
    throw new DattoError(
      Number(switches.get('dattoRmm.invisibleSite')),
      'The user may not use this device',
    );
  }
  if (device.deviceClass !== wanted) {
    const isOpen =
      wanted === 'device' && ['rmmnetworkdevice', 'unknown'].includes(device.deviceClass);
    const status = isOpen ? Number(switches.get('dattoRmm.auditOfOtherClasses')) : 400;
    if (status !== 200) throw new DattoError(status, `The device is not of class ${wanted}`);
  }
  if (!isAudited(device)) throw new DattoError(404, 'The device was not audited yet');
  return device;
}

function isAudited({ lastAuditMs }: DattoDevice): boolean {
  return lastAuditMs !== null;
}

/** Any interface counts: docks and VPN adapters give several devices (datto-rmm.md 7.7). */
function withMac(request: DattoRequest): DattoDevice[] {
  const wanted = (request.parameters['macAddress'] ?? '').toUpperCase();
  if (!/^[0-9A-F]{12}$/.test(wanted)) {
    throw new DattoError(404, 'macAddress must be 12 digits without separators');
  }
  const seen = new Set(listedSites(request).map(({ uid }) => uid));
  return request.store.devices
    .listed()
    .filter(
      ({ siteUid, hardware }) =>
        seen.has(siteUid) &&
        hardware.nics.some(({ macAddress }) => shownMac('bare', macAddress) === wanted),
    );
}
