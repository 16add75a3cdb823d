import { describe, expect, test } from 'vitest';
import { changeSetting } from './change-setting.ts';
import { parseSetting, settingKeys, settingText } from './setting-keys.ts';
import { addOnTitles, defaultGravityzoneSettings, moduleTitles } from './settings.ts';
import type { GravityzoneSettings } from './settings.ts';
import { settingWarnings } from './setting-warnings.ts';

const defaults = defaultGravityzoneSettings();

function changed(key: string, text: string, from: GravityzoneSettings = defaults) {
  const result = changeSetting(from, key, text);
  if (!result.ok) throw new Error(result.sentence);
  return result;
}

describe('Settings of a tenant that has changed none', () => {
  test('a new tenant starts at Monitor & report with handling Manual and no prefix', () => {
    expect(defaults).toMatchObject({
      level: 'monitor-report',
      handling: 'manual',
      prefix: '',
      prefixForCreation: 'never',
      prefixForAssociation: false,
    });
  });

  test('the seven modules are offered, Antimalware is not', () => {
    expect(Object.values(moduleTitles)).toEqual([
      'Advanced Anti-Exploit',
      'Advanced Threat Control',
      'Device Control',
      'Firewall',
      'Content Control',
      'Network Attack Defense',
      'Power User',
    ]);
    expect(defaults.package.modules.powerUser).toBe(false);
    expect(Object.values(defaults.package.modules).filter(Boolean)).toHaveLength(6);
  });

  test('the four add-ons are offered and off', () => {
    expect(Object.values(addOnTitles)).toEqual([
      'EDR Sensor',
      'Patch Management',
      'Exchange Protection',
      'Full Disk Encryption',
    ]);
    expect(Object.values(defaults.package.addOns)).toEqual([false, false, false, false]);
  });

  test('Remove competitor is on by default; turning it off warns that it is at one’s own risk', () => {
    expect(defaults.package.removeCompetitor).toBe(true);
    expect(settingWarnings(defaults)).toEqual([]);
    const { warnings } = changed('gravityzone.package.removeCompetitor', 'off');
    expect(warnings.join(' ')).toContain('beside an existing security product, at your own risk');
  });

  test('the default licence of new companies is monthly', () => {
    expect(defaults.licence.kind).toBe('monthly');
  });

  test('a run holds more than the larger of 3 and 10 %, or of 10 and 10 %', () => {
    expect(defaults.holdChanges).toEqual({ min: 3, percent: 10 });
    expect(defaults.holdCreations).toEqual({ min: 10, percent: 10 });
  });
});

describe('Settings by key', () => {
  test('every key can be read, and set to the value that it has', () => {
    for (const { key } of settingKeys) {
      if (key.startsWith('gravityzone.licence.')) continue;
      const text = settingText(defaults, key);
      expect(changed(key, text)).toMatchObject({ before: text, after: text, settings: defaults });
    }
  });

  test('settings set KEY VALUE', () => {
    expect(changed('gravityzone.level', 'automatic').settings.level).toBe('automatic');
    expect(changed('GRAVITYZONE.Level', 'Monitor-Handle').settings.level).toBe('monitor-handle');
    expect(changed('gravityzone.package.modules.firewall', 'off').settings.package.modules).toEqual(
      { ...defaults.package.modules, firewall: false },
    );
    expect(changed('gravityzone.holdCreations.min', '100').settings.holdCreations).toEqual({
      min: 100,
      percent: 10,
    });
    expect(changed('gravityzone.prefix', ' New ').settings.prefix).toBe('New');
    expect(changed('gravityzone.prefix', '').settings.prefix).toBe('');
  });

  test('the licence of new companies: monthly, a trial, or fixed seats', () => {
    const withEdr = changed('gravityzone.licence.addOns.edrSensor', 'on').settings;
    const fixed = changed('gravityzone.licence', 'fixed-seats:25', withEdr).settings;
    expect(fixed.licence).toMatchObject({ kind: 'fixed-seats', seats: 25 });
    expect(fixed.licence).toMatchObject({ addOns: { edrSensor: true, patchManagement: false } });
    expect(settingText(fixed, 'gravityzone.licence')).toBe('fixed-seats:25');
    const trial = changed('gravityzone.licence', 'trial', fixed).settings;
    expect(trial.licence).toEqual({ kind: 'trial' });
    expect(changeSetting(trial, 'gravityzone.licence.addOns.edrSensor', 'on')).toMatchObject({
      ok: false,
      code: 'not-with-this-licence',
    });
  });

  test('an add-on that the licence of new companies leaves out is warned of', () => {
    const { settings, warnings } = changed('gravityzone.package.addOns.edrSensor', 'on');
    expect(warnings.join(' ')).toContain('EDR Sensor');
    expect(
      settingWarnings(changed('gravityzone.licence.addOns.edrSensor', 'on', settings).settings),
    ).toEqual([]);
  });

  test('an unknown key is a sentence that names what may be meant', () => {
    expect(parseSetting('level', 'automatic')).toEqual({
      ok: false,
      code: 'unknown-setting',
      sentence: 'There is no GravityZone setting “level”. Did you mean gravityzone.level?',
    });
    expect(parseSetting('nonsense', 'x')).toMatchObject({ code: 'unknown-setting' });
  });

  test.each([
    ['gravityzone.level', 'auto'],
    ['gravityzone.package.modules.firewall', 'maybe'],
    ['gravityzone.holdCreations.percent', '101'],
    ['gravityzone.holdCreations.min', '-1'],
    ['gravityzone.licence', 'fixed-seats:0'],
    ['gravityzone.prefix', 'a<b'],
    ['gravityzone.prefix', '*'],
    ['gravityzone.prefix', 'x'.repeat(63)],
    ['gravityzone.package.language', 'klingon'],
  ])('%s can’t be “%s”, and the sentence says what it takes', (key, text) => {
    const parsed = parseSetting(key, text);
    expect(parsed).toMatchObject({ ok: false, code: 'invalid-value' });
    expect(parsed).toHaveProperty('sentence', expect.stringContaining('It takes: '));
  });
});
