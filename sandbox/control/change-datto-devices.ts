import { z } from 'zod';
import { noHardware } from '../datto-rmm/hardware.ts';
import type { DattoDevice, Hardware } from '../datto-rmm/store.ts';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';
import { siteOf } from './change-datto-sites.ts';

const deviceUid = z.string();
const text = z.string().nullable().default(null);

const textOrNull = z.string().nullable().optional();
const hardwareFields = {
  serial: textOrNull,
  manufacturer: textOrNull,
  model: textOrNull,
  memoryBytes: z.int().min(0).nullable().optional(),
  processor: textOrNull,
  /** All network interfaces, the one with the device's own address first. */
  nics: z
    .array(
      z.strictObject({
        macAddress: z.string().min(1),
        instance: z.string().default('Ethernet'),
        ipv4: z.string().nullable().default(null),
        ipv6: z.string().nullable().default(null),
        type: z.string().default('Ethernet'),
      }),
    )
    .optional(),
};

/** What happens to devices: enrolled, moved, audited, removed. */
export const dattoDeviceChanges: Readonly<Record<string, Change>> = {
  'datto.addDevice': change(
    {
      siteUid: z.string(),
      hostname: text,
      description: text,
      deviceClass: z
        .enum(['device', 'printer', 'esxihost', 'rmmnetworkdevice', 'unknown'])
        .default('device'),
      category: z.string().default('Desktop'),
      operatingSystem: text,
      intIpAddress: text,
      online: z.boolean().default(true),
      hardware: z.strictObject(hardwareFields).default({}),
    },
    (world, fields) => {
      const store = world.dattoRmm;
      const nowMs = world.clock.nowMs();
      const device: DattoDevice = {
        id: store.nextDeviceId(),
        uid: store.nextUid(),
        siteUid: siteOf(world, fields.siteUid).uid,
        deviceClass: fields.deviceClass,
        deviceType: { category: fields.category, type: fields.category },
        hostname: fields.hostname,
        description: fields.description,
        intIpAddress: fields.intIpAddress,
        extIpAddress: null,
        operatingSystem: fields.operatingSystem,
        lastLoggedInUser: null,
        domain: null,
        cagVersion: null,
        displayVersion: null,
        a64Bit: null,
        rebootRequired: null,
        online: fields.online,
        deleted: false,
        snmpEnabled: false,
        networkProbe: null,
        lastSeenMs: nowMs,
        lastRebootMs: null,
        lastAuditMs: Object.keys(fields.hardware).length === 0 ? null : nowMs,
        createdMs: nowMs,
        warrantyDate: null,
        antivirus: null,
        patchManagement: null,
        softwareStatus: null,
        software: [],
        hardware: { ...noHardware, ...hardwareOf(fields.hardware) },
      };
      store.devices.put(device);
      return { id: device.uid, uid: device.uid };
    },
  ),

  'datto.moveDevice': change({ deviceUid, siteUid: z.string() }, (world, fields) => {
    const site = siteOf(world, fields.siteUid);
    return edit(world, fields.deviceUid, () => ({ siteUid: site.uid }));
  }),

  /** It goes to "Deleted Devices"; with `forget` not even there, and its uid answers 404. */
  'datto.deleteDevice': change(
    { deviceUid, forget: z.boolean().default(false) },
    (world, fields) => {
      const device = deviceOf(world, fields.deviceUid);
      const accountUid = world.dattoRmm.sites.get(device.siteUid)?.accountUid ?? '';
      const home = world.dattoRmm.systemSite(accountUid, 'deletedDevices');
      if (fields.forget || home === undefined) {
        world.dattoRmm.devices.remove(device.uid);
        return { id: device.uid };
      }
      return edit(world, device.uid, () => ({ siteUid: home.uid, deleted: true, online: false }));
    },
  ),

  'datto.touchAudit': change({ deviceUid }, (world, fields) =>
    edit(world, fields.deviceUid, () => ({ lastAuditMs: world.clock.nowMs() })),
  ),

  /** What the next audit finds; the audit is now. */
  'datto.setHardware': change({ deviceUid, ...hardwareFields }, (world, fields) => {
    const { hardware } = deviceOf(world, fields.deviceUid);
    return edit(world, fields.deviceUid, () => ({
      hardware: { ...hardware, ...hardwareOf(fields) },
      lastAuditMs: world.clock.nowMs(),
    }));
  }),

  'datto.renameDevice': change({ deviceUid, hostname: z.string().min(1) }, (world, fields) =>
    edit(world, fields.deviceUid, () => ({ hostname: fields.hostname })),
  ),

  'datto.setSoftware': change(
    {
      deviceUid,
      software: z.array(z.strictObject({ name: z.string(), version: z.string() })),
    },
    (world, fields) => edit(world, fields.deviceUid, () => ({ software: fields.software })),
  ),
};

function deviceOf(world: World, uid: string): DattoDevice {
  const device = world.dattoRmm.devices.get(uid);
  if (device === undefined) throw new ControlError(`There is no device "${uid}" in Datto RMM.`);
  return device;
}

function edit(world: World, uid: string, changed: () => Partial<DattoDevice>) {
  const device = deviceOf(world, uid);
  world.dattoRmm.devices.put({ ...device, ...changed() });
  return { id: device.uid };
}

/** The members that were given. */
function hardwareOf(fields: z.infer<z.ZodObject<typeof hardwareFields>>): Partial<Hardware> {
  const { serial, manufacturer, model, memoryBytes, processor, nics } = fields;
  return {
    ...(serial === undefined ? {} : { serial }),
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(processor === undefined ? {} : { processor }),
    ...(nics === undefined ? {} : { nics }),
  };
}
