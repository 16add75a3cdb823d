import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  Configuration,
  DeviceMatch,
  DeviceMatchingInput,
  SourceDevice,
} from './device-types.ts';
import { matchDevices } from './match-devices.ts';
import {
  account,
  automatic,
  byUid,
  configuration,
  device,
  dockMac,
  mac,
  match,
  nics,
  serial,
} from './test-account.ts';

const vmware = 'VMware-56 4d 3c 11 a0 52 8e 1b-9a 7f 22 10 c3 55 6e 01';

/**
 * Eight machines, each with a serial and an address of its own; what is recorded of one lacks a part,
 * or has what belongs to another, to a dock or to nobody.
 */
const machines = fc.integer({ min: 1, max: 8 });
const strayMacs = fc.oneof(
  machines.map(mac),
  fc.constantFrom(dockMac(1), dockMac(2), '00:09:0F:FE:00:01'),
);
const straySerials = fc.oneof(machines.map(serial), fc.constantFrom('Default string', vmware));
const records = fc
  .record({
    shift: fc.constantFrom(0, 0, 0, 0, 1, 2),
    ownSerial: fc.boolean(),
    ownMac: fc.boolean(),
    straySerial: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, straySerials),
    strayMac: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, strayMacs),
    hostname: fc.constantFrom(null, null, 'ACME-FS1', 'ACME-FS2', 'localhost'),
    manufacturer: fc.constantFrom(null, null, null, null, null, 'Dell', 'HP'),
    place: fc.constantFrom('1', '1', '1', '1', '1', '2', '9'),
    lastSeenAt: fc.constantFrom(null, 1_000, 2_000),
    archived: fc.constantFrom(false, false, false, false, true),
  })
  .map(({ shift, ownSerial, ownMac, straySerial, strayMac, ...more }) => (n: number) => ({
    ...more,
    serial: straySerial ?? (ownSerial ? serial(n + shift) : null),
    macs: [...(ownMac ? [mac(n + shift)] : []), ...(strayMac === null ? [] : [strayMac])],
  }));

const inputs: fc.Arbitrary<DeviceMatchingInput> = fc
  .record({
    devices: fc.array(records, { minLength: 2, maxLength: 7, size: 'max' }),
    configurations: fc.array(records, { minLength: 2, maxLength: 7, size: 'max' }),
    matched: fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7), fc.boolean()), {
      maxLength: 2,
      comparator: (a, b) => a[0] === b[0] || a[1] === b[1],
    }),
    rejected: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 2 }),
    ignored: fc.array(fc.nat(5), { maxLength: 1 }),
  })
  .map((made) =>
    account({
      devices: made.devices.map((row, n) => device(n, asDevice(row(n)))),
      configurations: made.configurations.map((row, n) =>
        configuration(n, asConfiguration(row(n))),
      ),
      matches: made.matched.map(([d, c, byRule]): DeviceMatch =>
        match(d, c, { origin: byRule ? 'rule' : 'person' }),
      ),
      notMatches: pairs(made.rejected),
      ignored: new Set(made.ignored.map((n) => `d${n}`)),
    }),
  );

type Recorded = typeof records extends fc.Arbitrary<(n: number) => infer Value> ? Value : never;

function asDevice({ macs, place, hostname, lastSeenAt, manufacturer, serial }: Recorded) {
  const siteUid = `s${place}`;
  return { siteUid, hostname, lastSeenAt, manufacturer, serial, interfaces: nics(...macs) };
}

function asConfiguration({ macs, place, hostname, archived, manufacturer, serial }: Recorded) {
  const [primaryMac = null, ...others] = macs;
  const organizationId = `o${place}`;
  return { organizationId, hostname, archived, manufacturer, serial, primaryMac, macs: others };
}

function pairs(numbers: readonly [number, number][]): Map<string, Set<string>> {
  const made = new Map<string, Set<string>>();
  for (const [d, c] of numbers) {
    made.set(`d${d}`, new Set([...(made.get(`d${d}`) ?? []), `c${c}`]));
  }
  return made;
}

const check = (property: (input: DeviceMatchingInput) => void) =>
  fc.assert(
    fc.property(inputs, (input) => property(input)),
    { numRuns: 1_000 },
  );

describe('Whatever devices and configurations there are', () => {
  test('matches by rule do occur among these inputs', () => {
    const [...made] = fc.sample(inputs, { numRuns: 300, seed: 7 });
    expect(
      made.filter((input) => automatic(matchDevices(input)).length > 0).length,
    ).toBeGreaterThan(30);
  });

  test('the order of what is given is irrelevant', () => {
    fc.assert(
      fc.property(inputs, fc.infiniteStream(fc.nat()), (input, keys) => {
        const shuffled = <Row>(rows: readonly Row[]): Row[] =>
          rows
            .map((row) => ({ row, key: keys.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ row }) => row);
        const other = {
          ...input,
          devices: shuffled(input.devices),
          configurations: shuffled(input.configurations),
          matches: shuffled(input.matches),
          organizationMatches: new Map(shuffled([...input.organizationMatches])),
        };
        expect(matchDevices(other)).toEqual(matchDevices(input));
      }),
      { numRuns: 1_000 },
    );
  });

  test('no two devices ever get one configuration, and none that another has', () => {
    check((input) => {
      const { verdicts } = matchDevices(input);
      const given = verdicts.flatMap((verdict) =>
        verdict.state === 'matched-by-rule' ? [verdict.configurationId] : [],
      );
      const taken = [...given, ...input.matches.map(({ configurationId }) => configurationId)];
      expect(new Set(taken).size).toBe(taken.length);
    });
  });

  test('no match and no suggestion crosses organizations', () => {
    check((input) => {
      const organizations = new Map(
        input.configurations.map((one) => [one.id, one.organizationId]),
      );
      const verdicts = byUid(matchDevices(input));
      for (const { uid, sourceId } of input.devices) {
        const verdict = verdicts.get(uid);
        const own = input.organizationMatches.get(sourceId ?? '');
        const offered = verdict?.suggestions.map(({ id }) => id) ?? [];
        if (verdict?.state === 'matched-by-rule') offered.push(verdict.configurationId);
        for (const id of offered) expect(organizations.get(id)).toBe(own);
      }
    });
  });

  test('a rejected pair is never matched or suggested, nor is anything of an ignored device', () => {
    check((input) => {
      for (const verdict of matchDevices(input).verdicts) {
        const rejected = input.notMatches.get(verdict.deviceUid);
        for (const { id } of verdict.suggestions) expect(rejected?.has(id) ?? false).toBe(false);
        if (verdict.state !== 'matched-by-rule') continue;
        expect(rejected?.has(verdict.configurationId) ?? false).toBe(false);
        expect(input.ignored.has(verdict.deviceUid)).toBe(false);
      }
    });
  });

  test('a match that stands is never taken apart or changed', () => {
    check((input) => {
      const verdicts = byUid(matchDevices(input));
      for (const { deviceUid, configurationId, origin } of input.matches) {
        if (!verdicts.has(deviceUid)) continue;
        expect(verdicts.get(deviceUid)).toMatchObject({
          state: 'matched',
          configurationId,
          origin,
        });
      }
    });
  });

  test('an automatic match rests on an identifier that nothing else in the account has', () => {
    check((input) => {
      for (const pair of automatic(matchDevices(input))) {
        const [uid, id] = pair.split(' ');
        const own = identifiersOf(input.devices.filter((one) => one.uid === uid));
        const theirs = identifiersOf(input.configurations.filter((one) => one.id === id));
        const others = identifiersOf([
          ...input.devices.filter((one) => one.uid !== uid),
          ...input.configurations.filter((one) => one.id !== id),
        ]);
        const unique = own.filter((one) => theirs.includes(one) && !others.includes(one));
        expect(unique.length, pair).toBeGreaterThan(0);
      }
    });
  });

  test('adding a duplicate identifier elsewhere never creates a match', () => {
    const repeated = fc.record({
      of: fc.nat(20),
      asSerial: fc.boolean(),
      place: fc.constantFrom('1', '2', '9'),
    });
    fc.assert(
      fc.property(inputs, repeated, (input, { of, asSerial, place }) => {
        const rows = [...input.devices, ...input.configurations];
        const one = rows[of % Math.max(1, rows.length)];
        if (one === undefined) return;
        const copy = asSerial ? { serial: one.serial } : { macs: macsOf(one).slice(0, 1) };
        const more =
          'uid' in one
            ? { devices: [...input.devices, newDevice(copy, place)] }
            : { configurations: [...input.configurations, newConfiguration(copy, place)] };
        const before = automatic(matchDevices(input));
        const after = automatic(matchDevices({ ...input, ...more }));
        expect(after.filter((pair) => !before.includes(pair))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

type Copy = { serial?: string | null; macs?: string[] };

const newDevice = ({ serial: copied = null, macs: copiedMacs = [] }: Copy, place: string) =>
  device(99, {
    serial: copied,
    interfaces: nics(...copiedMacs),
    siteUid: `s${place}`,
  });

const newConfiguration = ({ serial: copied = null, macs: copiedMacs = [] }: Copy, place: string) =>
  configuration(99, { serial: copied, macs: copiedMacs, organizationId: `o${place}` });

function macsOf(one: SourceDevice | Configuration): string[] {
  const all = 'uid' in one ? one.interfaces.map((nic) => nic.mac) : [one.primaryMac, ...one.macs];
  return all.filter((address) => address !== null);
}

function identifiersOf(rows: readonly (SourceDevice | Configuration)[]): string[] {
  return rows.flatMap((one) => [...(one.serial === null ? [] : [one.serial]), ...macsOf(one)]);
}
