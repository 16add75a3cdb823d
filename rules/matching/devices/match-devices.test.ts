import { describe, expect, test } from 'vitest';
import type {
  Configuration,
  DeviceMatchingInput,
  DeviceVerdict,
  SourceDevice,
} from './device-types.ts';
import {
  account,
  configuration,
  device,
  dockMac,
  mac,
  match,
  nics,
  serial,
  verdictsOf,
} from './test-account.ts';
import { matchDevices } from './match-devices.ts';

/** The verdict on the first device. */
function verdictOf(
  devices: readonly SourceDevice[],
  configurations: readonly Configuration[],
  over: Partial<DeviceMatchingInput> = {},
): DeviceVerdict {
  const verdict = verdictsOf({ devices, configurations, ...over }).get('d1');
  if (verdict === undefined) throw new Error('There is no verdict on d1.');
  return verdict;
}

const toC1 = { state: 'matched-by-rule', configurationId: 'c1' };

describe('Inside a matched organization, in this order', () => {
  test('primary MAC and serial both', () => {
    const verdict = verdictOf(
      [device(1, { serial: '7xk-0001', interfaces: nics('18-5e-0f-00-00-01') })],
      [configuration(1, { serial: '7XK0001', primaryMac: '185E.0F00.0001' })],
    );
    expect(verdict).toMatchObject({
      ...toC1,
      rule: 'primary-mac-and-serial',
      reasons: ['same serial 7xk-0001', 'same primary MAC address 18:5E:0F:00:00:01'],
    });
  });

  test('then primary MAC', () => {
    const verdict = verdictOf(
      [device(1, { interfaces: nics(mac(1), mac(2)) })],
      [configuration(1, { primaryMac: mac(1), macs: [mac(1), mac(2)] })],
    );
    expect(verdict).toMatchObject({ ...toC1, rule: 'primary-mac' });
  });

  test('then any MAC', () => {
    const verdict = verdictOf(
      [device(1, { interfaces: nics(mac(1), mac(2)) })],
      [configuration(1, { primaryMac: mac(2) })],
    );
    expect(verdict).toMatchObject({ ...toC1, rule: 'mac' });
  });

  test('then serial', () => {
    const verdict = verdictOf(
      [device(1, { serial: serial(1), interfaces: nics(mac(1)) })],
      [configuration(1, { serial: serial(1), primaryMac: mac(9) })],
    );
    expect(verdict).toMatchObject({ ...toC1, rule: 'serial', reasons: ['same serial 7XK0001'] });
  });

  test('then a suggestion by exact hostname or name, never a match', () => {
    const verdict = verdictOf(
      [device(1, { hostname: 'ACME-FS2' })],
      [configuration(1, { name: 'acme-fs2' }), configuration(2, { name: 'ACME-FS20' })],
    );
    expect(verdict).toMatchObject({
      state: 'suggested',
      suggestions: [{ id: 'c1', likelihood: 'likely', reasons: ['same name “ACME-FS2”'] }],
    });
  });

  test('a device of which nothing is found is none’s', () => {
    expect(verdictOf([device(1, { serial: serial(1) })], [configuration(1)]).state).toBe('none');
  });

  test('a device of an unmatched source organization, or of none, waits for it', () => {
    const found = [configuration(1, { serial: serial(1) })];
    for (const sourceId of ['s9', null]) {
      expect(verdictOf([device(1, { serial: serial(1), sourceId })], found).state).toBe(
        'in-no-matched-organization',
      );
    }
  });
});

describe('Automatic only if unique, counted over the whole account on both sides', () => {
  test('two devices wanting one configuration: neither', () => {
    const verdicts = verdictsOf({
      devices: [
        device(1, { serial: serial(1) }),
        device(2, { interfaces: nics(mac(1)), siteUid: 's9', name: 'FRONT-DESK' }),
      ],
      configurations: [configuration(1, { serial: serial(1), primaryMac: mac(1) })],
    });
    expect(verdicts.get('d1')).toMatchObject({
      state: 'conflict',
      suggestions: [{ id: 'c1', flags: ['also wanted by “FRONT-DESK”'] }],
    });
    expect(verdicts.get('d2')?.state).toBe('in-no-matched-organization');
  });

  test('a serial on two configurations is told, wherever they are', () => {
    const verdict = verdictOf(
      [device(1, { serial: serial(1) })],
      [
        configuration(1, { serial: serial(1) }),
        configuration(2, { serial: serial(1), organizationId: 'o2' }),
      ],
    );
    expect(verdict).toMatchObject({
      state: 'conflict',
      suggestions: [{ id: 'c1' }],
      conflicts: [
        'Its serial 7XK0001 is on configuration “Configuration 1” and configuration “Configuration 2” of organization “Zenith”.',
      ],
    });
  });

  test('identifiers seen on two devices never match anything', () => {
    const verdicts = verdictsOf({
      devices: [1, 2, 3].map((n) =>
        device(n, { serial: 'HXQ7711', interfaces: nics(mac(1)), siteUid: `s${n}` }),
      ),
      configurations: [configuration(1, { serial: 'HXQ7711', primaryMac: mac(1) })],
    });
    for (const verdict of verdicts.values()) expect(verdict.state).not.toBe('matched-by-rule');
  });

  test('an archived configuration counts, and is matched by no rule', () => {
    const old = configuration(1, { serial: serial(1), archived: true });
    expect(verdictOf([device(1, { serial: serial(1) })], [old])).toMatchObject({
      state: 'suggested',
      suggestions: [{ id: 'c1', flags: ['archived'] }],
      conflicts: ['Configuration “Configuration 1” is archived.'],
    });
    const inUse = configuration(2, { serial: serial(1) });
    expect(verdictOf([device(1, { serial: serial(1) })], [old, inUse])).toMatchObject({
      state: 'conflict',
      suggestions: [{ id: 'c2' }, { id: 'c1' }],
    });
  });

  test('a configuration that another device has is not taken from it', () => {
    const verdict = verdictOf(
      [device(1, { serial: serial(1) }), device(2, { name: 'FRONT-DESK' })],
      [configuration(1, { serial: serial(1) })],
      { matches: [match(2, 1, { origin: 'person' })] },
    );
    expect(verdict).toMatchObject({ state: 'conflict', suggestions: [] });
    expect(verdict.conflicts[0]).toContain('which is matched with “FRONT-DESK”');
  });
});

describe('Nothing contradicts', () => {
  test('known manufacturers that differ leave it to a person', () => {
    const verdict = verdictOf(
      [device(1, { serial: serial(1), manufacturer: 'Dell Inc.' })],
      [configuration(1, { serial: serial(1), manufacturer: 'Lenovo' })],
    );
    expect(verdict).toMatchObject({ state: 'conflict', suggestions: [{ id: 'c1' }] });
    expect(verdict.conflicts[0]).toContain('“Dell Inc.” here, “Lenovo” at configuration');
  });

  test.each([
    ['Dell Inc.', 'DELL'],
    ['Hewlett-Packard', 'HP'],
    ['HPE', 'Hewlett Packard Enterprise'],
    ['Super Micro Computer, Inc.', 'Supermicro'],
    ['Cisco Meraki', 'Meraki'],
    ['To Be Filled By O.E.M.', 'Lenovo'],
    ['Micro-Star International Co., Ltd.', 'MSI'],
    ['ASUSTeK COMPUTER INC.', 'Asus'],
    [null, 'Lenovo'],
    ['Dell', ''],
  ])('“%s” and “%s” do not differ', (here, there) => {
    const verdict = verdictOf(
      [device(1, { serial: serial(1), manufacturer: here })],
      [configuration(1, { serial: serial(1), manufacturer: there })],
    );
    expect(verdict).toMatchObject(toC1);
  });

  test('two different trusted serials are a veto even if a MAC agrees', () => {
    const verdict = verdictOf(
      [device(1, { serial: serial(1), interfaces: nics(mac(1)) })],
      [configuration(1, { serial: serial(2), primaryMac: mac(1) })],
    );
    expect(verdict).toMatchObject({ state: 'conflict', suggestions: [] });
    expect(verdict.conflicts[0]).toContain('7XK0001 here, 7XK0002 there');
  });

  test('a different MAC proves nothing', () => {
    const verdict = verdictOf(
      [device(1, { serial: serial(1), interfaces: nics(mac(1)) })],
      [configuration(1, { serial: serial(1), primaryMac: mac(2), macs: [mac(3)] })],
    );
    expect(verdict).toMatchObject(toC1);
  });
});

describe('Placeholder serials and shared or virtual MACs never match anything', () => {
  test.each([
    'To Be Filled By O.E.M.',
    'Default string',
    '0000-0000',
    'System Serial Number',
    'A1',
  ])('the serial “%s”', (junk) => {
    const verdict = verdictOf([device(1, { serial: junk })], [configuration(1, { serial: junk })]);
    expect(verdict.state).toBe('none');
  });

  test.each(['00:09:0F:FE:00:01', '00:00:5E:00:01:0A', '01:5E:0F:00:00:01', '02:42:AC:11:00:02'])(
    'the MAC address %s',
    (junk) => {
      const verdict = verdictOf(
        [device(1, { interfaces: nics(junk) })],
        [configuration(1, { primaryMac: junk })],
      );
      expect(verdict.state).toBe('none');
    },
  );

  test.each([
    ['of a dock', '00:50:B6:00:00:01'],
    ['of a virtual machine', '00:0C:29:00:00:01'],
    ['made by software', 'DA:A1:19:00:00:01'],
  ])('a MAC address %s supports and never decides', (_what, weak) => {
    const verdict = verdictOf(
      [device(1, { interfaces: nics(weak) })],
      [configuration(1, { primaryMac: weak })],
    );
    expect(verdict).toMatchObject({
      state: 'suggested',
      suggestions: [{ likelihood: 'possible' }],
    });
    expect(verdict.suggestions[0]?.reasons[0]).toContain('it supports and does not decide');
  });
});

describe('A device whose configuration sits in another organization', () => {
  const found = [configuration(1, { serial: serial(1), organizationId: 'o2', name: 'LT-1' })];

  test('is shown as that, never matched by itself', () => {
    expect(verdictOf([device(1, { serial: serial(1) })], found)).toMatchObject({
      state: 'elsewhere',
      configurationIds: ['c1'],
      suggestions: [],
      notes: [
        {
          code: 'elsewhere',
          sentence:
            'Its serial 7XK0001 is that of configuration “LT-1” of organization “Zenith”: a match across organizations is never made by itself.',
        },
      ],
    });
  });

  test('is a conflict where another identifier points into its own', () => {
    const verdict = verdictOf(
      [device(1, { serial: serial(1), interfaces: nics(mac(1)) })],
      [...found, configuration(2, { primaryMac: mac(1) })],
    );
    expect(verdict).toMatchObject({ state: 'conflict', suggestions: [{ id: 'c2' }] });
  });
});

describe('What people decided always wins', () => {
  const devices = [device(1, { serial: serial(1), interfaces: nics(mac(1)) })];
  const configurations = [configuration(1, { serial: serial(1), primaryMac: mac(1) })];

  test('an ignored device stays ignored', () => {
    expect(verdictOf(devices, configurations, { ignored: new Set(['d1']) }).state).toBe('ignored');
  });

  test('a rejected or reverted pair is never matched, and never suggested again', () => {
    const notMatches = new Map([['d1', new Set(['c1'])]]);
    expect(verdictOf(devices, configurations, { notMatches })).toMatchObject({
      state: 'none',
      suggestions: [],
    });
    const renamed = configurations.map((one) => ({ ...one, name: 'ACME-FS2' }));
    const named = devices.map((one) => ({ ...one, hostname: 'ACME-FS2' }));
    expect(verdictOf(named, renamed, { notMatches }).suggestions).toEqual([]);
  });

  test('of two configurations that evidence points to, rejecting one leaves the other to a person', () => {
    const other = configuration(2, { macs: [mac(2)] });
    const two = [device(1, { serial: serial(1), interfaces: nics(mac(1), mac(2)) })];
    const notMatches = new Map([['d1', new Set(['c2'])]]);
    expect(verdictOf(two, [...configurations, other], { notMatches })).toMatchObject({
      state: 'suggested',
      suggestions: [{ id: 'c1' }],
      conflicts: ['It also points to a configuration that a person rejected.'],
    });
  });

  test('a match by hand stays, whatever identifiers say', () => {
    const others = [configuration(2, { serial: serial(2), manufacturer: 'Dell' })];
    const matches = [match(1, 2, { origin: 'person' })];
    expect(verdictOf(devices, [...configurations, ...others], { matches })).toMatchObject({
      state: 'matched',
      configurationId: 'c2',
      sound: true,
      notes: [],
    });
  });
});

test('matches whose device is gone are told apart', () => {
  const { withoutDevice } = matchDevices(account({ matches: [match(9, 1), match(8, 2)] }));
  expect(withoutDevice.map(({ deviceUid }) => deviceUid)).toEqual(['d8', 'd9']);
});

test('a dock’s address that was written down with another laptop is in nobody’s way', () => {
  const verdicts = verdictsOf({
    devices: [
      device(1, { serial: serial(1), interfaces: nics(mac(7)) }),
      device(2, { serial: serial(2), interfaces: nics(mac(7)) }),
      device(3, { serial: serial(3), interfaces: nics(dockMac(7)) }),
      device(4, { serial: serial(4), interfaces: nics(dockMac(7)) }),
    ],
    configurations: [
      configuration(1, { serial: serial(1), macs: [mac(7)] }),
      configuration(2, { serial: serial(2) }),
      configuration(3, { serial: serial(3), macs: [dockMac(7)] }),
      configuration(4, { serial: serial(4) }),
    ],
  });
  for (const n of [1, 2, 3, 4]) {
    expect(verdicts.get(`d${n}`)).toMatchObject({
      state: 'matched-by-rule',
      configurationId: `c${n}`,
      rule: 'serial',
    });
  }
});
