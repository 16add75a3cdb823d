import { describe, expect, test } from 'vitest';
import { configuration, device, dockMac, mac, nics, serial, verdictsOf } from './test-account.ts';

/** The conflict rules of devices, a test a row, by the words of the row. */
describe('Conflict rules, devices', () => {
  test('one MAC on two destination configurations: manual', () => {
    const verdict = verdictsOf({
      devices: [device(1, { interfaces: nics(mac(1)) })],
      configurations: [
        configuration(1, { primaryMac: mac(1) }),
        configuration(2, { macs: [mac(1)] }),
      ],
    }).get('d1');
    expect(verdict).toMatchObject({
      state: 'conflict',
      suggestions: [{ id: 'c1' }, { id: 'c2' }],
      conflicts: [
        'Its primary MAC address 18:5E:0F:00:00:01 is on configuration “Configuration 1” and configuration “Configuration 2”.',
      ],
    });
  });

  test('MACs of one device pointing at two configurations: manual', () => {
    const verdict = verdictsOf({
      devices: [device(1, { interfaces: nics(mac(1), mac(2)) })],
      configurations: [
        configuration(1, { primaryMac: mac(1) }),
        configuration(2, { primaryMac: mac(2) }),
      ],
    }).get('d1');
    expect(verdict).toMatchObject({
      state: 'conflict',
      suggestions: [{ id: 'c1' }, { id: 'c2' }],
    });
    expect(verdict?.conflicts).toHaveLength(2);
  });

  test('serial says A, MAC says B: no auto, suggest both', () => {
    const verdict = verdictsOf({
      devices: [device(1, { serial: serial(1), interfaces: nics(mac(1)) })],
      configurations: [
        configuration(1, { serial: serial(1) }),
        configuration(2, { primaryMac: mac(1) }),
      ],
    }).get('d1');
    expect(verdict).toMatchObject({ state: 'conflict', suggestions: [{ id: 'c1' }, { id: 'c2' }] });
  });

  test('serial says A, MAC says B, and the shared MAC is weak (dock, dongle, VM): suggest A', () => {
    const verdict = verdictsOf({
      devices: [device(1, { serial: serial(1), interfaces: nics(dockMac(1)) })],
      configurations: [
        configuration(1, { serial: serial(1) }),
        configuration(2, { primaryMac: dockMac(1) }),
      ],
    }).get('d1');
    expect(verdict).toMatchObject({ state: 'suggested', suggestions: [{ id: 'c1' }] });
    expect(verdict?.suggestions).toHaveLength(1);
    expect(verdict?.conflicts[0]).toContain('is on configuration “Configuration 2”');
  });

  test('one MAC on two source devices: the MAC is junk for this run', () => {
    const verdicts = verdictsOf({
      devices: [
        device(1, { serial: serial(1), interfaces: nics(mac(1)) }),
        device(2, { interfaces: nics(mac(1)), siteUid: 's2' }),
      ],
      configurations: [configuration(1, { serial: serial(1), primaryMac: mac(1) })],
    });
    expect(verdicts.get('d1')).toMatchObject({ state: 'matched-by-rule', rule: 'serial' });
    expect(verdicts.get('d2')?.state).toBe('none');
    const alone = verdictsOf({
      devices: [1, 2].map((n) => device(n, { interfaces: nics(mac(1)) })),
      configurations: [configuration(1, { primaryMac: mac(1) })],
    });
    expect([...alone.values()].map(({ state }) => state)).toEqual(['none', 'none']);
  });

  test('same trusted serial on two source devices (re-imaged PC, two agents): newest last-seen is suggested, no auto', () => {
    const devices = [
      device(1, { serial: serial(1), lastSeenAt: 1_000, name: 'OLD-PC' }),
      device(2, { serial: serial(1), lastSeenAt: 2_000, name: 'NEW-PC' }),
    ];
    const configurations = [configuration(1, { serial: serial(1) })];
    const verdicts = verdictsOf({ devices, configurations });
    expect(verdicts.get('d1')?.state).toBe('conflict');
    expect(verdicts.get('d2')).toMatchObject({
      state: 'suggested',
      suggestions: [{ id: 'c1', flags: ['also wanted by “OLD-PC”'] }],
    });
    const sameTime = verdictsOf({
      devices: devices.map((one) => ({ ...one, lastSeenAt: 1_000 })),
      configurations,
    });
    expect([...sameTime.values()].map(({ state }) => state)).toEqual(['conflict', 'conflict']);
  });

  test('same trusted serial on two source devices: no auto, even if the MAC of one agrees', () => {
    const verdicts = verdictsOf({
      devices: [
        device(1, { serial: serial(1), interfaces: nics(mac(1)), lastSeenAt: 1_000 }),
        device(2, { serial: serial(1), interfaces: nics(mac(2)), lastSeenAt: 2_000 }),
      ],
      configurations: [configuration(1, { serial: serial(1), primaryMac: mac(1) })],
    });
    expect(verdicts.get('d1')?.state).toBe('conflict');
    expect(verdicts.get('d2')?.state).toBe('suggested');
  });

  describe('VM serial (VMware-.., Hyper-V nnnn-nnnn-...-nn): trusted only if unique on both sides and name or MAC agrees (copies repeat it)', () => {
    const vmware = 'VMware-56 4d 3c 11 a0 52 8e 1b-9a 7f 22 10 c3 55 6e 01';
    const vmMac = '00:0C:29:55:6E:01';
    const stateOf = (here: object, there: object, ...more: ReturnType<typeof device>[]) =>
      verdictsOf({
        devices: [device(1, { serial: vmware, ...here }), ...more],
        configurations: [configuration(1, { serial: vmware.replaceAll(' ', ''), ...there })],
      }).get('d1')?.state;

    test('the serial alone is a suggestion', () => {
      expect(stateOf({}, {})).toBe('suggested');
      expect(stateOf({ hostname: 'localhost' }, { name: 'localhost' })).toBe('suggested');
    });

    test('with the name', () => {
      expect(stateOf({ hostname: 'ACME-DC1' }, { name: 'acme-dc1' })).toBe('matched-by-rule');
    });

    test('with the MAC', () => {
      expect(stateOf({ interfaces: nics(vmMac) }, { primaryMac: vmMac })).toBe('matched-by-rule');
    });

    test('not with a copy of it', () => {
      const copy = device(2, { serial: vmware, interfaces: nics(vmMac), siteUid: 's2' });
      expect(stateOf({ interfaces: nics(vmMac) }, { primaryMac: vmMac }, copy)).toBe('conflict');
      expect(stateOf({ hostname: 'ACME-DC1' }, { name: 'ACME-DC1' }, copy)).toBe('conflict');
    });

    test.each([
      ['8237-4410-9921-0034-1188-2276-45', null],
      [serial(1), 'Virtual Machine'],
      [serial(1), 'VMware20,1'],
    ])('“%s” of model “%s” is one too', (ofVm, model) => {
      const verdict = verdictsOf({
        devices: [device(1, { serial: ofVm, model })],
        configurations: [configuration(1, { serial: ofVm })],
      }).get('d1');
      expect(verdict?.state).toBe('suggested');
      expect(verdict?.conflicts[0]).toContain('Its serial is a virtual machine’s');
    });
  });

  test('only the exact name agrees: suggestion (DESKTOP-... is fine)', () => {
    const verdict = verdictsOf({
      devices: [device(1, { hostname: 'DESKTOP-4F7K2QX' })],
      configurations: [configuration(1, { hostname: 'desktop-4f7k2qx' })],
    }).get('d1');
    expect(verdict).toMatchObject({ state: 'suggested', suggestions: [{ id: 'c1' }] });
  });

  test.each([
    'localhost',
    'server',
    'pc1',
    'PC-01',
    'Printer',
    '192.168.1.10',
    'localhost.localdomain',
  ])('only the exact name agrees: not if the name is generic (%s)', (name) => {
    const verdict = verdictsOf({
      devices: [device(1, { hostname: name })],
      configurations: [configuration(1, { name })],
    }).get('d1');
    expect(verdict?.state).toBe('none');
  });

  test('only the exact name agrees, and the serials differ: a person looks at it', () => {
    const verdict = verdictsOf({
      devices: [device(1, { hostname: 'ACME-FS2', serial: serial(1) })],
      configurations: [configuration(1, { name: 'ACME-FS2', serial: serial(2) })],
    }).get('d1');
    expect(verdict).toMatchObject({ state: 'conflict', suggestions: [] });
    expect(verdict?.conflicts[0]).toContain('It may have been replaced.');
  });

  test('1 destination, several sources by name: suggestion to all, flagged', () => {
    const verdicts = verdictsOf({
      devices: [1, 2].map((n) => device(n, { hostname: 'ACME-FS2' })),
      configurations: [configuration(1, { name: 'ACME-FS2' })],
    });
    for (const uid of ['d1', 'd2']) {
      expect(verdicts.get(uid)).toMatchObject({
        state: 'suggested',
        suggestions: [{ id: 'c1', likelihood: 'possible', flags: ['also wanted by “ACME-FS2”'] }],
      });
    }
  });
});
