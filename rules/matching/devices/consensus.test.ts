import { describe, expect, test } from 'vitest';
import { consensusText, deviceConsensus } from './consensus.ts';
import { withPrimary } from './primary-interface.ts';
import { configuration, device, dockMac, mac, nics, serial } from './test-account.ts';

describe('What devices say of their organization', () => {
  const configurations = [
    configuration(1, { serial: serial(1) }),
    configuration(2, { primaryMac: mac(2) }),
    configuration(3, { serial: serial(3), organizationId: 'o2' }),
    configuration(4, { serial: 'Default string', macs: [dockMac(1)] }),
  ];

  test('serials and MACs found in that organization’s configurations are counted by device', () => {
    const devices = [
      device(1, { serial: serial(1), interfaces: nics(mac(2)) }),
      device(2, { serial: serial(3) }),
      device(3),
      device(4, { serial: serial(9), siteUid: 's2' }),
    ];
    expect(deviceConsensus(devices, configurations)).toEqual([
      { sourceId: 's1', destinationId: 'o1', agree: 1, of: 3 },
      { sourceId: 's1', destinationId: 'o2', agree: 1, of: 3 },
    ]);
  });

  test.each([
    ['a placeholder serial', device(1, { serial: 'Default string' })],
    ['a dock’s address', device(1, { interfaces: nics(dockMac(1)) })],
    [
      'identifiers of two organizations',
      device(1, { serial: serial(3), interfaces: nics(mac(2)) }),
    ],
    ['an identifier of two devices', device(1, { serial: serial(1) })],
  ])('%s counts for none', (_what, one) => {
    const other = device(2, { serial: serial(1), sourceId: null });
    expect(deviceConsensus([one, other], configurations)).toEqual([]);
  });

  test('is told in words', () => {
    expect(consensusText({ agree: 37, of: 41 })).toBe('37 of 41 devices agree');
    expect(consensusText({ agree: 1, of: 4 })).toBe('1 of 4 devices agrees');
    expect(consensusText({ agree: 1, of: 1 })).toBe('its only device agrees');
  });
});

describe('The primary interface', () => {
  const vpn = { mac: '00:09:0F:FE:00:01', ip: '10.8.0.2' };
  const wired = { mac: mac(1), ip: '192.168.1.20' };
  const wireless = { mac: mac(2), ip: null };
  const primaries = (ip: string | null, ...all: { mac: string; ip: string | null }[]) =>
    withPrimary(all, ip).map(({ primary }) => primary);

  test('is the one with the device’s internal address', () => {
    expect(primaries('192.168.1.20', wireless, wired)).toEqual([false, true]);
  });

  test('is the only adapter of a device that has but one', () => {
    expect(primaries(null, vpn, wired)).toEqual([false, true]);
    expect(primaries('10.8.0.2', vpn, wired)).toEqual([false, true]);
  });

  test('is unknown where nothing tells', () => {
    expect(primaries('172.16.0.1', wireless, wired)).toEqual([false, false]);
  });
});
