import { describe, expect, it } from 'vitest';
import { column, found, openSandbox, pick } from '../client-for-tests.ts';
import { auditOf } from './observations-for-tests.ts';

const many = { seed: 2, devices: 100 };

describe('Datto audits', () => {
  it('give a computer’s serial, a host’s service tag and a printer’s serial by SNMP', async () => {
    const client = await openSandbox(many);
    const computer = await auditOf(client, 'device', 'device');
    const host = await auditOf(client, 'esxihost', 'esxihost');
    const printer = await auditOf(client, 'printer', 'printer');
    expect(pick(computer.json, 'bios', 'serialNumber')).toMatch(/\w/);
    expect(pick(computer.json, 'systemInfo', 'totalPhysicalMemory')).toBeGreaterThan(2 ** 32);
    expect(pick(host.json, 'systemInfo', 'serviceTag')).toMatch(/\w/);
    expect(pick(host.json, 'nics', 0, 'name')).toBe('Ethernet');
    expect(pick(printer.json, 'snmpInfo', 'snmpSerial')).toMatch(/\w/);
  });

  it('of another class are refused with 400', async () => {
    const client = await openSandbox(many);
    for (const [deviceClass, address] of [
      ['printer', 'device'],
      ['esxihost', 'device'],
      ['device', 'printer'],
      ['device', 'esxihost'],
    ] as const) {
      expect((await auditOf(client, deviceClass, address)).status).toBe(400);
    }
  });

  it('of a device that was never audited are not found, and its interfaces are empty', async () => {
    const client = await openSandbox();
    const { uid: siteUid } = await client.site('Lakeview Medical Centre');
    const uid = await client.change('datto.addDevice', { siteUid, hostname: 'NEW' });
    expect((await client.datto('GET', `/v2/audit/device/${uid}`)).status).toBe(404);
    const { json } = await client.datto('GET', `/v2/site/${siteUid}/devices/network-interface`);
    const devices = pick(json, 'devices') as { uid: string; nics: unknown[] }[];
    expect(found(devices.find((device) => device.uid === uid)).nics).toEqual([]);
  });

  it('list the software of a computer, page by page', async () => {
    const client = await openSandbox();
    const { devices } = await client.site('Hartley & Co Solicitors LLP');
    const { uid } = found(devices.find(({ deviceClass }) => deviceClass === 'device'));
    const software = [1, 2, 3].map((number) => ({ name: `Title ${String(number)}`, version: '1' }));
    await client.change('datto.setSoftware', { deviceUid: uid, software });
    const path = `/v2/audit/device/${uid}/software?max=2`;
    const first = await client.datto('GET', path);
    const second = await client.datto('GET', `${path}&page=1`);
    expect(pick(first.json, 'software')).toEqual(software.slice(0, 2));
    expect(pick(second.json, 'software')).toEqual(software.slice(2));
  });

  it('find devices by any of their MACs, which several may have', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const { sample } = await client.state();
    const dock = found(sample.matching.find((one) => one.case === 'sharedDock'));
    const { siteUid, deviceUids } = dock;
    const path = `/v2/site/${String(siteUid)}/devices/network-interface`;
    const rows = pick((await client.datto('GET', path)).json, 'devices') as Record<
      string,
      unknown
    >[];
    const macs = rows
      .filter(({ uid }) => deviceUids.includes(String(uid)))
      .map(({ nics }) => column(nics, 'macAddress'));
    const shared = String(macs[0]?.find((mac) => macs[1]?.includes(mac) === true));
    const bare = shared.replaceAll(':', '');
    const reply = await client.datto('GET', `/v2/device/macAddress/${bare}`);
    expect(column(reply.json, 'uid')).toEqual(deviceUids);
    expect((await client.datto('GET', '/v2/device/macAddress/000000000000')).status).toBe(404);
  });
});
