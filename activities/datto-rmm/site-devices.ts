import type { DevicePayload, NicPayload } from '../../db/readings/payloads.ts';
import type { SeenItem } from '../../db/readings/write-page.ts';
import type { DattoRmmClient } from '../../vendors/datto-rmm/client.ts';
import type { Device, NetworkInterface } from '../../vendors/datto-rmm/device-schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import { CompletePages } from '../complete-pages.ts';

type Add = (items: SeenItem[], marks?: readonly string[]) => Promise<void>;

/** A listing that moved under the reader is mostly at rest at the second look. */
const looks = 2;

/** A site to be read, and the mark that says for another attempt that it is. */
interface SiteToRead {
  uid: string;
  mark: string;
}

/**
 * Reads the devices of one site, with their adapters, and marks it. A site that is gone by now has
 * none; one that the key may not see is not read, and neither is one whose listing never held still.
 *
 * @returns whether every device came.
 */
export async function readSiteDevices(
  client: DattoRmmClient,
  site: SiteToRead,
  signal: AbortSignal,
  add: Add,
): Promise<boolean> {
  try {
    for (let look = 1; look <= looks; look += 1) {
      if (await lookAtSite(client, site, signal, add)) return true;
    }
    return false;
  } catch (error) {
    if (isVendorError(error, 'forbidden')) return false;
    if (!isVendorError(error, 'not-found')) throw error;
    await add([], [site.mark]);
    return true;
  }
}

/**
 * Adapters first: they are small, and the devices go to the database page by page, the last of them
 * with the mark.
 */
async function lookAtSite(
  client: DattoRmmClient,
  { uid: siteUid, mark }: SiteToRead,
  signal: AbortSignal,
  add: Add,
): Promise<boolean> {
  const adapters = new CompletePages();
  const devices = new CompletePages();
  const nicsOf = new Map<string, NicPayload[]>();
  for await (const page of client.listSiteInterfaces(siteUid, { signal })) {
    adapters.add(
      page,
      page.items.map(({ uid }) => uid),
    );
    for (const { uid, nics } of page.items) nicsOf.set(uid, nicPayloads(nics));
  }
  let last: SeenItem[] = [];
  for await (const page of client.listSiteDevices(siteUid, { signal })) {
    if (last.length > 0) await add(last);
    devices.add(
      page,
      page.items.map(({ uid }) => uid),
    );
    const present = page.items.filter(({ deleted }) => deleted !== true);
    last = present.map((device) => ({
      key: device.uid,
      payload: payloadOf(siteUid, device, nicsOf.get(device.uid) ?? []),
    }));
  }
  const isWhole = adapters.areComplete() && devices.areComplete();
  await add(last, isWhole ? [mark] : []);
  return isWhole;
}

function payloadOf(siteUid: string, device: Device, nics: NicPayload[]): DevicePayload {
  return {
    uid: device.uid,
    siteUid,
    deviceClass: device.deviceClass ?? 'unknown',
    category: device.deviceType?.category ?? null,
    type: device.deviceType?.type ?? null,
    hostname: device.hostname,
    description: device.description,
    internalIp: device.intIpAddress,
    externalIp: device.extIpAddress,
    operatingSystem: device.operatingSystem,
    domain: device.domain,
    portalUrl: device.portalUrl,
    lastSeenOn:
      device.lastSeen === null ? null : new Date(device.lastSeen).toISOString().slice(0, 10),
    lastAuditAtMs: device.lastAuditDate,
    nics,
  };
}

/** In an order of their own, so that the same adapters are the same payload. */
export function nicPayloads(nics: readonly NetworkInterface[]): NicPayload[] {
  return nics
    .map(({ name, macAddress, ipv4, ipv6, type }) => ({ name, mac: macAddress, ipv4, ipv6, type }))
    .toSorted((a, b) => orderOf(a).localeCompare(orderOf(b), 'en'));
}

function orderOf({ mac, name, ipv4, ipv6 }: NicPayload): string {
  return [mac, name, ipv4, ipv6].join('\n');
}
