import { DattoError } from './errors.ts';
import { deviceView } from './device-view.ts';
import { like, page, sorted } from './paging.ts';
import { ok, type DattoRequest, type Route } from './route.ts';
import { listedSites, maySee, siteOfPath } from './sight.ts';
import type { DattoDevice } from './store.ts';

const filterNames = ['filterId', 'hostname', 'deviceType', 'operatingSystem', 'siteName'];

export const deviceRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/v2/account/devices',
    handle: (request) => {
      refuseUnknownFilter(request);
      const siteNames = new Map(listedSites(request).map((site) => [site.uid, site.name]));
      const devices = request.store.devices
        .listed()
        .filter((device) => siteNames.has(device.siteUid))
        .filter((device) => fits(request, device, siteNames.get(device.siteUid) ?? null));
      return devicePage(request, missingSome(request, devices), filterNames);
    },
  },
  {
    method: 'GET',
    template: '/v2/site/{siteUid}/devices',
    handle: (request) => {
      const site = siteOfPath(request);
      refuseUnknownFilter(request);
      const devices = request.store.devices
        .listed()
        .filter((device) => device.siteUid === site.uid);
      return devicePage(request, devices, ['filterId']);
    },
  },
  {
    method: 'GET',
    template: '/v2/device/{deviceUid}',
    handle: (request) =>
      one(request, request.store.devices.get(request.parameters['deviceUid'] ?? '')),
  },
  {
    method: 'GET',
    template: '/v2/device/id/{deviceId}',
    handle: (request) => {
      const id = Number(request.parameters['deviceId']);
      return one(
        request,
        request.store.devices.all().find((device) => device.id === id),
      );
    },
  },
];

function one(request: DattoRequest, device: DattoDevice | undefined) {
  const site = device === undefined ? undefined : request.store.sites.get(device.siteUid);
  if (device === undefined || site === undefined) throw new DattoError(404, 'Device not found');
  if (!maySee(request.store, request.credential, site)) {
    throw new DattoError(
      Number(request.switches.get('dattoRmm.invisibleSite')),
      'The user may not use this device',
    );
  }
  return ok(deviceView(request)(device));
}

function devicePage(request: DattoRequest, devices: DattoDevice[], filters: readonly string[]) {
  const inOrder = sorted(request, devices, {
    id: (device) => device.id,
    name: (device) => device.hostname ?? '',
  });
  return page(request, 'devices', inOrder, deviceView(request), filters);
}

/** No filters are simulated, so each asked for is one that was not found. */
function refuseUnknownFilter(request: DattoRequest): void {
  const filterId = request.query.get('filterId');
  if (filterId === null) return;
  throw /^\d+$/.test(filterId)
    ? new DattoError(404, 'Filter not found')
    : new DattoError(400, 'filterId must be a number');
}

function fits(request: DattoRequest, device: DattoDevice, siteName: string | null): boolean {
  const { query, switches } = request;
  const results: boolean[] = [];
  const check = (filter: string, texts: (string | null)[]) => {
    const value = query.get(filter);
    if (value !== null) results.push(texts.some((text) => like(request, text, value)));
  };
  const category = device.deviceType?.category ?? null;
  const type = device.deviceType?.type ?? null;
  const deviceTypes = { both: [category, type], category: [category], type: [type] };
  check('hostname', [device.hostname]);
  check('operatingSystem', [device.operatingSystem]);
  check('siteName', [siteName]);
  check('deviceType', deviceTypes[switches.get('dattoRmm.deviceTypeFilter')]);
  if (results.length === 0) return true;
  return switches.get('dattoRmm.filtersCombined') === 'or'
    ? results.includes(true)
    : !results.includes(false);
}

/** The account-wide list has been seen to miss devices that the site lists have (datto-rmm.md 7.1). */
function missingSome(request: DattoRequest, devices: DattoDevice[]): DattoDevice[] {
  return request.switches.get('dattoRmm.accountDeviceList') === 'missesAThird'
    ? devices.filter((device) => device.id % 3 !== 0)
    : devices;
}
