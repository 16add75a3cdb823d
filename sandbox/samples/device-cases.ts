import type { Hardware, NetworkInterface } from '../datto-rmm/store.ts';
import { ownMac, type ConfigurationMaker, type Source } from './configuration-maker.ts';
import { macOf } from './hardware.ts';
import type { RareCase } from './matching-cases.ts';

/** The adapter of a VPN client, which has this MAC on every machine. */
const vpnMac = '00:05:9A:3C:7A:00';
/** A maker of docking stations. */
const dockOui = '00:E0:4C';

interface Rare {
  readonly case: RareCase;
  /** How many computers of one site it takes. */
  readonly devices: number;
  /** `elsewhere` is an organization of another site. */
  readonly play: (maker: ConfigurationMaker, sources: readonly Source[], elsewhere: string) => void;
}

const rareCases: readonly Rare[] = [
  { case: 'placeholderSerial', devices: 3, play: placeholderSerials },
  { case: 'sharedDock', devices: 2, play: sharedDock },
  { case: 'vpnAdapter', devices: 2, play: vpnAdapter },
  { case: 'reimagedMachine', devices: 2, play: reimagedMachine },
  { case: 'clonedMachines', devices: 2, play: clonedMachines },
  { case: 'otherOrganization', devices: 1, play: otherOrganization },
  { case: 'otherManufacturer', devices: 1, play: otherManufacturer },
  { case: 'serialAgainstMac', devices: 2, play: serialAgainstMac },
  { case: 'twoConfigurations', devices: 1, play: twoConfigurations },
  { case: 'psaConfiguration', devices: 2, play: psaConfigurations },
  { case: 'rmmOverlay', devices: 2, play: rmmOverlays },
];

/** Plays each rare case on computers of one of the sites; gives the devices that are left. */
export function addRareCases(
  maker: ConfigurationMaker,
  sources: readonly Source[],
  siteUids: ReadonlySet<string>,
): Source[] {
  const used = new Set<Source>();
  const computers = sources.filter(
    (source) =>
      siteUids.has(source.siteUid) &&
      maker.device(source).deviceClass === 'device' &&
      maker.device(source).lastAuditMs !== null,
  );
  for (const rare of rareCases) {
    const bySite = Map.groupBy(
      computers.filter((source) => !used.has(source)),
      ({ siteUid }) => siteUid,
    );
    const chosen = [...bySite.values()].find((some) => some.length >= rare.devices);
    const [first] = chosen ?? [];
    const elsewhere = sources.find(({ siteUid }) => siteUid !== first?.siteUid);
    if (chosen === undefined || elsewhere === undefined) continue;
    const taken = chosen.slice(0, rare.devices);
    for (const source of taken) used.add(source);
    rare.play(maker, taken, elsewhere.organizationId);
  }
  return sources.filter((source) => !used.has(source));
}

/** Two by MAC at least, and one that only such a serial and its name speak for. */
function placeholderSerials(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const serials = ['To be filled by O.E.M.', 'To be filled by O.E.M.', 'Default string'];
  const made = sources.map((source, index) => {
    maker.alter(source, () => ({ serial: serials[index] ?? null }));
    return maker.make(source, index === 2 ? { mac: null } : {});
  });
  maker.note('placeholderSerial', sources, idsOf(made));
}

/** Both were once seen through the dock, and the one configuration has its MAC. */
function sharedDock(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const mac = macOf(dockOui, maker.random);
  for (const source of sources) maker.alter(source, withNic('USB Dock Ethernet', mac));
  const made = sources
    .slice(0, 1)
    .map((source) => maker.make(source, { serial: null, mac, name: 'Meeting room laptop' }));
  maker.note('sharedDock', sources, idsOf(made));
}

function vpnAdapter(maker: ConfigurationMaker, sources: readonly Source[]): void {
  for (const source of sources) {
    maker.alter(source, withNic('Cisco AnyConnect Virtual Miniport Adapter', vpnMac));
  }
  const made = sources
    .slice(0, 1)
    .map((source) => maker.make(source, { serial: null, mac: vpnMac, name: 'Remote worker' }));
  maker.note('vpnAdapter', sources, idsOf(made));
}

/** One machine, enrolled twice. */
function reimagedMachine(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const [first, second] = sources;
  if (first === undefined || second === undefined) return;
  const { hardware } = maker.device(first);
  maker.alter(second, () => ({ ...hardware }));
  maker.note('reimagedMachine', sources, [maker.make(first).id]);
}

/** Virtual machines copied with their serial, each with a configuration of its own name. */
function clonedMachines(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const serial = `VMware-56 4d 1f ${maker.random.hex(2)} 90 c3 5e 7a-11 02 4b 8d a0 6e f2 ${maker.random.hex(2)}`;
  const made = sources.map((source) => {
    maker.alter(source, () => ({
      serial,
      manufacturer: 'VMware, Inc.',
      model: 'VMware Virtual Platform',
    }));
    return maker.make(source, { mac: null });
  });
  maker.note('clonedMachines', sources, idsOf(made));
}

/** A machine that moved to another client, whose configuration stayed. */
function otherOrganization(
  maker: ConfigurationMaker,
  sources: readonly Source[],
  elsewhere: string,
): void {
  const made = sources.map((source) => maker.make(source, { organizationId: elsewhere }));
  maker.note('otherOrganization', sources, idsOf(made), [elsewhere]);
}

/** The same serial, of another maker. */
function otherManufacturer(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const [source] = sources;
  if (source === undefined) return;
  const isDell = maker.device(source).hardware.manufacturer === 'Dell Inc.';
  const manufacturerId = maker.manufacturerId(isDell ? 'HP' : 'Dell');
  const made = maker.make(source, { mac: null, more: { manufacturerId } });
  maker.note('otherManufacturer', [source], [made.id]);
}

/** One configuration has the first one's serial, another its MAC. */
function serialAgainstMac(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const [source, second] = sources;
  if (source === undefined || second === undefined) return;
  const bySerial = maker.make(source, { mac: null, name: 'Spare computer' });
  const byMac = maker.make(second, { serial: null, mac: ownMac(maker.device(source)) });
  maker.note('serialAgainstMac', sources, [bySerial.id, byMac.id]);
}

/** The same machine written down twice. */
function twoConfigurations(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const [source] = sources;
  if (source === undefined) return;
  const made = [maker.make(source), maker.make(source, { name: 'Reception computer' })];
  maker.note('twoConfigurations', [source], idsOf(made));
}

/** Synced from the PSA, so that most of it may not be written; one lacks its serial. */
function psaConfigurations(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const made = sources.map((source, index) =>
    maker.make(source, {
      ...(index === 1 ? { serial: null } : {}),
      more: {
        psa: { integration: 'autotask', id: String(maker.random.integer(10_000, 99_999)) },
      },
    }),
  );
  maker.note('psaConfiguration', sources, idsOf(made));
}

/** Matched by IT Glue's own integration before. */
function rmmOverlays(maker: ConfigurationMaker, sources: readonly Source[]): void {
  const made = sources.map((source) => {
    const { id, uid, hostname, hardware, operatingSystem } = maker.device(source);
    return maker.make(source, {
      more: {
        rmm: {
          id: maker.store.nextId(),
          integration: 'aem',
          uid,
          deviceId: String(id),
          attributes: {
            name: hostname,
            hostname,
            cpu: hardware.processor,
            'memory-total': hardware.memoryBytes,
            'operating-system': operatingSystem,
            'serial-number': hardware.serial,
            'manufacturer-name': hardware.manufacturer,
            'manufacturer-model-name': hardware.model,
            'mac-addresses': hardware.nics.map(({ macAddress }) => macAddress.replaceAll(':', '-')),
            'ip-addresses': hardware.nics.flatMap(({ ipv4 }) => ipv4 ?? []),
            'device-type': null,
            disks: null,
            'external-url': null,
            'last-login-user': null,
            'last-reboot': null,
            'last-seen-online': null,
            'ms-office-version': null,
            'patches-applied': null,
            'patches-total': null,
          },
        },
      },
    });
  });
  maker.note('rmmOverlay', sources, idsOf(made));
}

function withNic(instance: string, macAddress: string) {
  const nic: NetworkInterface = { instance, macAddress, ipv4: null, ipv6: null, type: 'Ethernet' };
  return ({ nics }: Hardware): Partial<Hardware> => ({ nics: [...nics, nic] });
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
