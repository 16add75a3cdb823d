import { describe, expect, it } from 'vitest';
import { column, found, openSandbox, pick } from '../client-for-tests.ts';

describe('Datto devices', () => {
  it('carry all 300 udf keys as null, dates in milliseconds and nulls where nothing is known', async () => {
    const client = await openSandbox({ msp: 'large' });
    const { json } = await client.datto('GET', '/v2/account/devices?max=250');
    const devices = pick(json, 'devices') as Record<string, unknown>[];
    const [first] = devices;
    expect(Object.keys(first?.['udf'] as object)).toHaveLength(300);
    expect(pick(first, 'udf', 'udf300')).toBeNull();
    expect(first?.['lastSeen']).toBeGreaterThan(1_600_000_000_000);
    expect(column(devices, 'deviceType')).toContain(null);
    expect(column(devices, 'operatingSystem')).toContain(null);
    expect(column(devices, 'antivirus')).toContain(null);
    expect(new Set(column(devices, 'deviceClass'))).toEqual(
      new Set(['device', 'printer', 'esxihost', 'rmmnetworkdevice', 'unknown']),
    );
  });

  it('that were deleted are in the account list under "Deleted Devices"', async () => {
    const client = await openSandbox();
    const { json } = await client.datto('GET', '/v2/account/devices?siteName=Deleted Devices');
    const devices = pick(json, 'devices') as Record<string, unknown>[];
    expect(devices).toHaveLength(3);
    for (const device of devices) {
      expect(device).toMatchObject({ siteName: 'Deleted Devices', deleted: true });
    }
  });

  it('are listed for a site and read by uid and by id, without a wrapper', async () => {
    const client = await openSandbox();
    const site = await client.site('Hartley & Co Solicitors LLP');
    const { json } = await client.datto('GET', `/v2/site/${site.uid}/devices`);
    expect(column(pick(json, 'devices'), 'uid')).toEqual(column(site.devices, 'uid'));
    const device = found(pick(json, 'devices', 0) as Record<string, unknown> | undefined);
    const byUid = await client.datto('GET', `/v2/device/${String(device['uid'])}`);
    const byId = await client.datto('GET', `/v2/device/id/${String(device['id'])}`);
    expect([byUid.json, byId.json]).toEqual([device, device]);
    expect((await client.datto('GET', '/v2/device/nothing')).status).toBe(404);
  });

  it('take combined LIKE filters, and a filterId that is not there with 404', async () => {
    const client = await openSandbox({ msp: 'large' });
    const path = '/v2/account/devices?operatingSystem=windows server&hostname=srv-';
    const { json } = await client.datto('GET', path);
    const devices = pick(json, 'devices');
    expect(column(devices, 'hostname').length).toBeGreaterThan(0);
    expect(column(devices, 'hostname').every((name) => String(name).startsWith('SRV-'))).toBe(true);
    expect((await client.datto('GET', '/v2/account/devices?filterId=7')).status).toBe(404);
  });
});
