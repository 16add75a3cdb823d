import { describe, expect, it } from 'vitest';
import { failureOf } from '../http/loopback-server.ts';
import type { Reply } from '../http/loopback-server.ts';
import { client, page, startDatto } from './loopback-datto.ts';

const wrongClass: Reply = { status: 400, body: { status: 400, error: 'Bad Request' } };

describe('the devices of a site', () => {
  it('are read page by page to the end', async () => {
    await using server = await startDatto(({ path }) =>
      page('devices', [{ uid: path.includes('page=0') ? 'a' : 'b' }], {
        totalCount: 2,
        nextPageUrl: path.includes('page=0') ? 'more' : null,
      }),
    );
    const pages = await all(client(server.url).listSiteDevices('s 1'));
    expect(pages.flatMap(({ items }) => items.map(({ uid }) => uid))).toEqual(['a', 'b']);
    expect(server.requests.slice(1).map(({ path }) => path)).toEqual([
      '/api/v2/site/s%201/devices?page=0&max=250',
      '/api/v2/site/s%201/devices?page=1&max=250',
    ]);
  });

  it('survive odd ones, and bring no user-defined field along', async () => {
    const odd = {
      uid: 'a',
      deviceClass: 'newclass',
      deviceType: null,
      hostname: null,
      deleted: 'no',
      lastAuditDate: 1_700_000_000_000,
      lastSeen: '2026-11-22T10:00:00Z',
      udf: { udf1: 'BitLocker 123456' },
    };
    await using server = await startDatto(() => page('devices', [odd]));
    const [first] = await all(client(server.url).listSiteDevices('s'));
    expect(first?.items[0]).toMatchObject({
      deviceClass: 'newclass',
      deviceType: null,
      deleted: null,
      lastAuditDate: 1_700_000_000_000,
      lastSeen: Date.parse('2026-11-22T10:00:00Z'),
    });
    expect(JSON.stringify(first)).not.toContain('BitLocker');
  });

  it('are not there where the site is not', async () => {
    await using server = await startDatto(() => ({ status: 404, body: { status: 404 } }));
    expect(await failureOf(all(client(server.url).listSiteDevices('s')))).toMatchObject({
      code: 'not-found',
    });
    expect(() => client(server.url).listSiteDevices('')).toThrow('without the uid');
  });
});

describe('the network interfaces of a site', () => {
  it('give the MACs of all its devices, as they are written', async () => {
    const device = {
      uid: 'a',
      hostname: 'PC-1',
      intIpAddress: '10.0.0.5',
      nics: [
        { instance: 'Ethernet', ipv4: '10.0.0.5', macAddress: 'aa-bb-cc-00-00-01', type: 'wired' },
        null,
        { name: 'vmnic0', macAddress: 'AABBCC000002' },
      ],
    };
    await using server = await startDatto(() =>
      page('devices', [device, { uid: 'b', nics: null }]),
    );
    const [first] = await all(client(server.url).listSiteInterfaces('s'));
    const shown = first?.items.map(({ uid, nics }) => [
      uid,
      nics.map(({ name, macAddress }) => [name, macAddress]),
    ]);
    expect(shown).toEqual([
      [
        'a',
        [
          ['Ethernet', 'aa-bb-cc-00-00-01'],
          ['vmnic0', 'AABBCC000002'],
        ],
      ],
      ['b', []],
    ]);
    expect(server.requests.at(-1)?.path).toBe(
      '/api/v2/site/s/devices/network-interface?page=0&max=250',
    );
  });
});

describe('an audit', () => {
  it('of a device has the serial of its BIOS', async () => {
    const body = {
      systemInfo: {
        manufacturer: 'Dell Inc.',
        model: 'Latitude 5440',
        totalPhysicalMemory: 17_179_869_184,
        totalCpuCores: 8,
      },
      bios: { serialNumber: 'ABC1234', releaseDate: 1_700_000_000_000 },
      processors: [{ name: 'Core i7' }],
      logicalDisks: [{ diskIdentifier: 'C:', size: 500, freespace: 100 }, { diskIdentifier: 'D:' }],
      nics: [{ instance: 'Ethernet', macAddress: 'AA:BB:CC:00:00:01' }],
      snmpInfo: null,
    };
    const { audit, path } = await auditOf('device', { body });
    expect(path).toBe('/api/v2/audit/device/d');
    expect(audit).toMatchObject({
      serialNumber: 'ABC1234',
      manufacturer: 'Dell Inc.',
      model: 'Latitude 5440',
      processors: ['Core i7'],
      processorCores: 8,
      memoryBytes: 17_179_869_184,
      disks: [
        { name: 'C:', sizeBytes: 500, freeBytes: 100 },
        { name: 'D:', sizeBytes: null, freeBytes: null },
      ],
      interfaces: [{ name: 'Ethernet', macAddress: 'AA:BB:CC:00:00:01' }],
    });
  });

  it('of an ESXi host has its service tag', async () => {
    const body = {
      systemInfo: { manufacturer: 'HPE', model: 'DL380', serviceTag: 'CZ123' },
      bios: { serialNumber: 'other' },
      processors: [
        { name: 'Xeon', numberOfCores: 12 },
        { name: 'Xeon', numberOfCores: 12 },
      ],
      nics: [{ name: 'vmnic0', macAddress: 'AA:BB:CC:00:00:02' }],
      datastores: [{ datastoreName: 'ds1', size: 900, freeSpace: 10 }],
    };
    const { audit, path } = await auditOf('esxihost', { body });
    expect(path).toBe('/api/v2/audit/esxihost/d');
    expect(audit).toMatchObject({
      serialNumber: 'CZ123',
      processorCores: 24,
      memoryBytes: null,
      disks: [{ name: 'ds1', sizeBytes: 900, freeBytes: 10 }],
      interfaces: [{ name: 'vmnic0' }],
    });
  });

  it('of a printer has the serial that SNMP gives', async () => {
    const body = { snmpInfo: { snmpSerial: 'PRN9', snmpName: 'Printer' }, nics: null };
    const { audit, path } = await auditOf('printer', { body });
    expect(path).toBe('/api/v2/audit/printer/d');
    expect(audit).toMatchObject({
      serialNumber: 'PRN9',
      interfaces: [],
      snmp: { snmpName: 'Printer' },
    });
  });

  it.each(['rmmnetworkdevice', 'unknown', 'newclass', null])(
    'of the class %s is tried once as of a device, and 400 means none',
    async (deviceClass) => {
      const { audit, path, requests } = await auditOf(deviceClass, wrongClass);
      expect([audit, path, requests]).toEqual([null, '/api/v2/audit/device/d', 1]);
    },
  );

  it('survives parts that are missing, null or odd', async () => {
    const body = { systemInfo: 'none', nics: [7], processors: {}, logicalDisks: null };
    const { audit } = await auditOf('device', { body });
    expect(audit).toEqual({
      kind: 'device',
      serialNumber: null,
      manufacturer: null,
      model: null,
      processors: [],
      processorCores: null,
      memoryBytes: null,
      disks: [],
      interfaces: [],
      snmp: null,
    });
  });

  it.each([
    [{ status: 404, body: { status: 404 } }, 'not-found'],
    [{ status: 500, body: '' }, 'transient'],
    [{ status: 400, body: '<html>Bad Request</html>' }, 'contract-broken'],
  ] satisfies [Reply, string][])('answered with %j is no "none"', async (reply, code) => {
    await using server = await startDatto(() => reply);
    const device = { uid: 'd', deviceClass: 'device' };
    expect(await failureOf(client(server.url).deviceAudit(device))).toMatchObject({ code });
  });
});

describe('the software of a device', () => {
  it('is read whole, each name and version once', async () => {
    const titles = [
      { name: 'Agent', version: '1.0' },
      { name: 'Agent', version: '1.0' },
      { name: 'Agent', version: null },
    ];
    await using server = await startDatto(() => page('software', titles, { totalCount: 3 }));
    expect(await client(server.url).deviceSoftware('d')).toEqual([
      { name: 'Agent', version: '1.0' },
      { name: 'Agent', version: null },
    ]);
  });

  it('is whole or fails', async () => {
    await using server = await startDatto(() => page('software', [], { totalCount: 1 }));
    expect(await failureOf(client(server.url).deviceSoftware('d'))).toMatchObject({
      code: 'contract-broken',
    });
  });

  it('is none for a class that brings none', async () => {
    await using server = await startDatto(() => wrongClass);
    expect(await client(server.url).deviceSoftware('d')).toBeNull();
  });
});

async function auditOf(deviceClass: string | null, reply: Reply) {
  await using server = await startDatto(() => reply);
  const audit = await client(server.url).deviceAudit({ uid: 'd', deviceClass });
  return { audit, path: server.requests.at(-1)?.path, requests: server.requests.length - 1 };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
