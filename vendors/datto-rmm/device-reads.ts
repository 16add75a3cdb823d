import type { z } from 'zod';
import { isVendorError } from '../http/errors.ts';
import { auditKind, auditSchemaOf } from './audit.ts';
import type { DeviceAudit } from './audit.ts';
import {
  deviceInterfacesPageSchema,
  deviceSchema,
  devicesPageSchema,
  softwarePageSchema,
} from './device-schemas.ts';
import type { Device, DeviceInterfaces, Software } from './device-schemas.ts';
import { collectPages, listPages } from './pages.ts';
import type { ListOptions, Page } from './pages.ts';
import { part } from './path-part.ts';

interface ReadOptions {
  signal?: AbortSignal | undefined;
}

/** Reads one object or page. */
export type Get = <S extends z.ZodType>(
  operation: string,
  path: string,
  schema: S,
  read?: ReadOptions,
) => Promise<z.output<S>>;

/** Reads of devices: by site, since the account-wide list can miss some (datto-rmm.md 7.1). */
export function deviceReads(get: Get) {
  const pagesOf = <Item>(
    operation: string,
    path: string,
    schema: z.ZodType<{ items: Item[]; totalCount: number | null; isLast: boolean }>,
    list: ListOptions = {},
  ) => listPages((query) => get(operation, `${path}?${query}`, schema, list), list);

  return {
    /** @throws {VendorError} `not-found` if no such device exists or the key may not see it */
    device: async (deviceUid: string, read?: ReadOptions): Promise<Device> =>
      get('GET /v2/device/{deviceUid}', `/v2/device/${part(deviceUid)}`, deviceSchema, read),

    /**
     * The devices of a site, deleted ones included.
     * @throws {VendorError} `not-sent` at once if the uid is none; else `not-found` while reading
     */
    listSiteDevices: (siteUid: string, list?: ListOptions): AsyncGenerator<Page<Device>, void> =>
      pagesOf(
        'GET /v2/site/{siteUid}/devices',
        `/v2/site/${part(siteUid)}/devices`,
        devicesPageSchema,
        list,
      ),

    /** The network adapters of a site's devices, of all that have any. Fails as the devices do. */
    listSiteInterfaces: (
      siteUid: string,
      list?: ListOptions,
    ): AsyncGenerator<Page<DeviceInterfaces>, void> =>
      pagesOf(
        'GET /v2/site/{siteUid}/devices/network-interface',
        `/v2/site/${part(siteUid)}/devices/network-interface`,
        deviceInterfacesPageSchema,
        list,
      ),

    /**
     * The audit of a device; null if its class has none. Classes that are not known to have one are
     * tried as a device, once: Datto RMM answers 400 to those that have none (datto-rmm.md 7.3).
     * @throws {VendorError} `not-found` if it was never audited, or is gone
     */
    deviceAudit: async (
      device: { uid: string; deviceClass: string | null },
      read?: ReadOptions,
    ): Promise<DeviceAudit | null> => {
      const kind = auditKind(device.deviceClass);
      const path = `/v2/audit/${kind}/${part(device.uid)}`;
      return nullIfNone(get(`GET /v2/audit/${kind}/{deviceUid}`, path, auditSchemaOf(kind), read));
    },

    /**
     * The software of a device, each name and version once; null if its class has none.
     * @throws {VendorError} `not-found`, as for its audit; `contract-broken` if fewer arrived than
     * Datto RMM counts
     */
    deviceSoftware: async (deviceUid: string, read?: ReadOptions): Promise<Software[] | null> => {
      const operation = 'GET /v2/audit/device/{deviceUid}/software';
      const path = `/v2/audit/device/${part(deviceUid)}/software`;
      // The same name and version may be installed twice, and counts twice.
      let arrived = 0;
      const found = await nullIfNone(
        collectPages(
          operation,
          (query) => get(operation, `${path}?${query}`, softwarePageSchema, read),
          () => (arrived += 1),
        ),
      );
      return found && eachOnce(found);
    },
  };
}

/** A 400 tells that the class of the device has no such thing. */
async function nullIfNone<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (isVendorError(error, 'refused') && error.status === 400) return null;
    throw error;
  }
}

function eachOnce(software: readonly Software[]): Software[] {
  const byKey = software.map((one) => [JSON.stringify([one.name, one.version]), one] as const);
  return [...new Map(byKey).values()];
}
