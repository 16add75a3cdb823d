import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownedFieldChanges } from './owned-field-changes.ts';
import type { OwnedConfiguration } from './owned-field-changes.ts';
import { defaultItglueSettings, fieldRuleWords, ownedFields } from './settings.ts';
import type { FieldRules } from './settings.ts';
import { catalogue, configuration, desktop } from './test-catalogue.ts';

const defaults = defaultItglueSettings().fields;
const all = (rule: FieldRules['serial']): FieldRules => ({
  name: rule,
  hostname: rule,
  type: rule,
  serial: rule,
  ip: rule,
  mac: rule,
  manufacturer: rule,
  model: rule,
  operatingSystem: rule,
});

const changesOf = (
  over: Partial<OwnedConfiguration>,
  rules: FieldRules = defaults,
  device = desktop(),
) => ownedFieldChanges(device, configuration(over), rules, catalogue);

describe('Sitesync writes only what it owns, set per field', () => {
  test('by default when empty for serial, MAC and IP and never for the rest', () => {
    expect(changesOf({})).toEqual({
      changes: [
        { field: 'serial', before: null, after: '7XK2Q93' },
        { field: 'ip', before: null, after: '192.168.1.20' },
        { field: 'mac', before: null, after: '18:5E:0F:00:00:01' },
      ],
      skipped: [],
    });
    const full = { serial: 'OTHER1', ip: '10.0.0.1', mac: '18:5E:0F:00:00:99' };
    expect(changesOf(full).changes).toEqual([]);
  });

  test('never', () => {
    expect(changesOf({}, all('never')).changes).toEqual([]);
  });

  test('always', () => {
    const { changes } = changesOf({ serial: 'OTHER1' }, { ...all('never'), serial: 'always' });
    expect(changes).toEqual([{ field: 'serial', before: 'OTHER1', after: '7XK2Q93' }]);
    expect(changesOf({}, all('always')).changes.map(({ field }) => field)).toEqual(ownedFields);
  });

  test('what is the same in another spelling is untouched', () => {
    const same = { serial: '7xk-2q93', mac: '185e0f000001', ip: ' 192.168.1.20 ' };
    const rules = { ...all('never'), serial: 'always', mac: 'always', ip: 'always' } as const;
    expect(changesOf(same, rules)).toEqual({ changes: [], skipped: [] });
  });

  test('nothing is emptied, and no junk is written', () => {
    const device = desktop({ serial: 'Default string', internalIp: null, interfaces: [] });
    const full = { serial: 'OTHER1', ip: '10.0.0.1', mac: '18:5E:0F:00:00:99' };
    const rules = { ...all('never'), serial: 'always', mac: 'always', ip: 'always' } as const;
    expect(changesOf(full, rules, device)).toEqual({ changes: [], skipped: [] });
    expect(changesOf({}, rules, device)).toEqual({ changes: [], skipped: [] });
  });

  test('of PSA-synced records only the serial, and why the others are skipped', () => {
    const { changes, skipped } = changesOf({ psaBound: true });
    expect(changes.map(({ field }) => field)).toEqual(['serial']);
    expect(skipped.map(({ field }) => field)).toEqual(['ip', 'mac']);
    expect(skipped[0]?.sentence).toBe(
      'The primary IP address is not written: the configuration is synced with a PSA, and IT Glue takes it from there only.',
    );
  });

  test('nothing of an archived configuration', () => {
    const { changes, skipped } = changesOf({ archived: true });
    expect(changes).toEqual([]);
    expect(skipped).toHaveLength(3);
  });

  test('no MAC address that another interface of the configuration has', () => {
    const { changes, skipped } = changesOf({ interfaceMacs: ['18-5E-0F-00-00-01'] });
    expect(changes.map(({ field }) => field)).toEqual(['serial', 'ip']);
    expect(skipped.map(({ field }) => field)).toEqual(['mac']);
  });

  test('written once, a record is not written again', () => {
    const rules = fc.record(
      Object.fromEntries(ownedFields.map((field) => [field, fc.constantFrom(...fieldRuleWords)])),
    ) as fc.Arbitrary<FieldRules>;
    fc.assert(
      fc.property(rules, fc.boolean(), (rules, psaBound) => {
        const before = configuration({ psaBound });
        const { changes } = ownedFieldChanges(desktop(), before, rules, catalogue);
        const after = Object.fromEntries(changes.map((change) => [change.field, change.after]));
        const again = ownedFieldChanges(desktop(), { ...before, ...after }, rules, catalogue);
        expect(again.changes).toEqual([]);
      }),
    );
  });
});
