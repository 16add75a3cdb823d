import { describe, expect, test } from 'vitest';
import type { IdentifierBook } from './identifier-book.ts';
import { identifierKey } from './identifier-book.ts';
import { inReadingOrder, planUpdate } from './plan-updates.ts';
import type { MatchedPair } from './plan-updates.ts';
import { defaultItglueSettings } from './settings.ts';
import type { FieldRules } from './settings.ts';
import { catalogue, configuration, desktop } from './test-catalogue.ts';

const pair = (over: Partial<MatchedPair> = {}): MatchedPair => ({
  device: desktop(),
  deviceName: 'ACME-PC7',
  organizationId: 'o1',
  organizationName: 'Acme',
  homeOrganizationId: 'o1',
  contradicted: false,
  referenceNames: {},
  configuration: configuration(),
  ...over,
});

const key = (field: 'serial' | 'mac', value: string) => identifierKey(field, value) ?? '';

const book = (over: Partial<IdentifierBook> = {}): IdentifierBook => ({
  devices: new Map(),
  configurations: new Map(),
  ...over,
});

const planned = (
  of: MatchedPair,
  identifiers = book(),
  fields: FieldRules = defaultItglueSettings().fields,
) => planUpdate(of, { fields, catalogue, identifiers });

const fieldsOf = ({ item }: ReturnType<typeof planned>) =>
  (item?.changes ?? []).map(({ field }) => field);

describe('an update of a matched configuration', () => {
  test('names both sides and each field, before and after', () => {
    const { item, skipped } = planned(pair());
    expect(skipped).toEqual([]);
    expect(item).toMatchObject({
      kind: 'update-configuration',
      deviceName: 'ACME-PC7',
      configurationId: 'c1',
      configurationName: 'Acme PC 7',
      organizationName: 'Acme',
      changes: [
        { field: 'serial', before: null, after: '7XK2Q93' },
        { field: 'ip', before: null, after: '192.168.1.20' },
        { field: 'mac', before: null, after: '18:5E:0F:00:00:01' },
      ],
    });
  });

  test('says what references are called', () => {
    const fields = { ...defaultItglueSettings().fields, manufacturer: 'always' as const };
    const of = pair({
      configuration: configuration({ manufacturer: '302' }),
      referenceNames: { manufacturer: 'Lenovo' },
    });
    expect(planned(of, book(), fields).item?.changes).toContainEqual({
      field: 'manufacturer',
      before: '302',
      after: '300',
      names: { before: 'Lenovo', after: 'Dell' },
    });
  });

  test('stands on its facts: the same ones have the same hash, others another', () => {
    const hash = planned(pair()).item?.factsHash;
    expect(planned(pair()).item?.factsHash).toBe(hash);
    const withIp = pair({ configuration: configuration({ ip: '10.0.0.1' }) });
    expect(planned(withIp).item?.factsHash).not.toBe(hash);
  });

  test('is none where nothing would change', () => {
    const full = { serial: '7xk2q93', ip: '192.168.1.20', mac: '18-5e-0f-00-00-01' };
    const same = pair({ configuration: configuration(full) });
    expect(planned(same)).toEqual({ item: null, skipped: [] });
  });

  test('stands by its organization and its name, PC 10 after PC 2', () => {
    const update = (organizationName: string, name: string, id: string) => {
      const of = pair({ organizationName, configuration: configuration({ id, name }) });
      return [planned(of).item].flatMap((item) => item ?? []);
    };
    const acme2 = update('Acme', 'PC 2', 'c9');
    const acme10 = update('Acme', 'PC 10', 'c1');
    const twin10 = update('Acme', 'PC 10', 'c10');
    const zeta1 = update('Zeta', 'PC 1', 'c2');
    const updates = [...zeta1, ...twin10, ...acme10, ...acme2];
    expect(inReadingOrder(updates.toReversed())).toEqual(inReadingOrder(updates));
    expect(inReadingOrder(updates).map(({ configurationId }) => configurationId)).toEqual([
      'c9',
      'c1',
      'c10',
      'c2',
    ]);
  });
});

describe('nothing is written', () => {
  test('in another organization than the device belongs to', () => {
    const { item, skipped } = planned(pair({ homeOrganizationId: 'o2' }));
    expect(item).toBeNull();
    expect(skipped).toEqual([
      'Nothing is written: it is in another organization than the one that the device belongs to.',
    ]);
    expect(planned(pair({ homeOrganizationId: null })).item).toBeNull();
  });

  test('where device and configuration contradict each other', () => {
    const { item, skipped } = planned(pair({ contradicted: true }));
    expect(item).toBeNull();
    expect(skipped).toEqual([
      'Nothing is written: device and configuration contradict each other.',
    ]);
  });

  test('of an identifier that two devices have', () => {
    const devices = new Map([
      [key('serial', '7XK2Q93'), 2],
      [key('mac', '185e0f000001'), 1],
    ]);
    const result = planned(pair(), book({ devices }));
    expect(fieldsOf(result)).toEqual(['ip', 'mac']);
    expect(result.skipped).toEqual(['The serial is not written: more than one device has it.']);
  });

  test('of an identifier that another configuration has; its own is no obstacle', () => {
    const configurations = new Map([
      [key('mac', '18:5E:0F:00:00:01'), new Set(['c1', 'c9'])],
      [key('serial', '7XK2Q93'), new Set(['c1'])],
    ]);
    const result = planned(pair(), book({ configurations }));
    expect(fieldsOf(result)).toEqual(['serial', 'ip']);
    expect(result.skipped).toEqual([
      'The primary MAC address is not written: another configuration has it.',
    ]);
  });
});
