import { describe, expect, test } from 'vitest';
import type { Configuration, SourceDevice } from '../matching/devices/device-types.ts';
import {
  configuration,
  device,
  dockMac,
  mac,
  nics,
  serial,
} from '../matching/devices/test-account.ts';
import { knownRecords, mayCreateConfiguration } from './may-create-configuration.ts';

const undisputed = { suggestions: [], conflicts: [] };

const of = (
  one: SourceDevice,
  configurations: Configuration[],
  verdict: Parameters<typeof mayCreateConfiguration>[1] = undisputed,
  others: SourceDevice[] = [],
) => mayCreateConfiguration(one, verdict, knownRecords(configurations, [one, ...others]));

describe('Bulk creation leaves out devices', () => {
  test('with a suggestion', () => {
    const suggestion = {
      id: 'c1',
      name: 'ACME-FS2',
      score: 0.7,
      likelihood: 'likely' as const,
      reasons: ['same name “ACME-FS2”'],
      flags: [],
    };
    expect(of(device(1), [], { suggestions: [suggestion], conflicts: [] })).toEqual({
      may: false,
      lookAlikes: [{ id: 'c1', name: 'ACME-FS2', why: 'same name “ACME-FS2”' }],
      doubts: [],
    });
  });

  test('with a conflict', () => {
    const conflicts = ['The manufacturers differ.'];
    expect(of(device(1), [], { suggestions: [], conflicts })).toMatchObject({
      may: false,
      doubts: conflicts,
    });
  });

  test.each([
    ['serial', { serial: serial(1) }, { serial: '7xk-0001' }, 'same serial 7XK0001'],
    [
      'MAC',
      { interfaces: nics(mac(1)) },
      { macs: ['18-5e-0f-00-00-01'] },
      `same MAC address ${mac(1)}`,
    ],
    [
      'dock’s MAC',
      { interfaces: nics(dockMac(1)) },
      { macs: [dockMac(1)] },
      `same MAC address ${dockMac(1)}`,
    ],
    ['name', { hostname: 'acme-fs2' }, { name: 'ACME-FS2' }, 'same name'],
  ])('whose %s exists in any organization', (_what, here, there, why) => {
    const found = configuration(1, { organizationId: 'o7', ...there });
    expect(of(device(1, here), [found])).toEqual({
      may: false,
      lookAlikes: [{ id: 'c1', name: found.name, why }],
      doubts: [],
    });
  });

  test('whose serial another device has', () => {
    const other = device(2, { serial: serial(1), siteUid: 's7' });
    const { may, doubts } = of(device(1, { serial: serial(1) }), [], undisputed, [other]);
    expect(may).toBe(false);
    expect(doubts[0]).toContain('Its serial 7XK0001 is on another device too');
  });
});

describe('Bulk creation takes devices', () => {
  test('of which nothing is known', () => {
    const one = device(1, { serial: serial(1), interfaces: nics(mac(1)), hostname: 'ACME-FS2' });
    const others = [configuration(1, { serial: serial(2), primaryMac: mac(2), name: 'ACME-FS1' })];
    expect(of(one, others)).toEqual({ may: true, lookAlikes: [], doubts: [] });
  });

  test('whose placeholder serial or VPN address others have', () => {
    const junk = { serial: 'Default string' };
    const vpn = '00:09:0F:FE:00:01';
    const one = device(1, { ...junk, interfaces: nics(vpn) });
    const other = device(2, junk);
    const found = configuration(1, { ...junk, primaryMac: vpn });
    expect(of(one, [found], undisputed, [other]).may).toBe(true);
  });
});
