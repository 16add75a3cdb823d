import { describe, expect, test } from 'vitest';
import {
  changeItglueSetting,
  itglueSettingKeys,
  itglueSettingText,
  parseItglueSetting,
} from './setting-keys.ts';
import { itglueSettingWarnings } from './setting-warnings.ts';
import { defaultItglueSettings } from './settings.ts';

const defaults = defaultItglueSettings();

function changed(key: string, text: string) {
  const result = changeItglueSetting(defaults, key, text);
  if (!result.ok) throw new Error(result.sentence);
  return result;
}

describe('Settings of a tenant that has changed none', () => {
  test('serial, MAC and IP are written when empty, and the rest never', () => {
    expect(defaults.fields).toEqual({
      name: 'never',
      hostname: 'never',
      type: 'never',
      serial: 'when-empty',
      ip: 'when-empty',
      mac: 'when-empty',
      manufacturer: 'never',
      model: 'never',
      operatingSystem: 'never',
    });
    expect(itglueSettingWarnings(defaults)).toEqual([]);
  });

  test('Datto RMM sites are matched to organizations', () => {
    expect(defaults.organizationSource).toBe('datto-rmm-sites');
  });
});

describe('Settings by key', () => {
  test('every key can be read, and set to the value that it has', () => {
    for (const { key } of itglueSettingKeys) {
      const text = itglueSettingText(defaults, key);
      expect(text).not.toBe('');
      expect(changed(key, text)).toMatchObject({ before: text, after: text, settings: defaults });
    }
  });

  test('settings set itglue.fields.serial always', () => {
    const { settings, before, after } = changed('ITGlue.Fields.serial', 'Always');
    expect(settings).toEqual({ ...defaults, fields: { ...defaults.fields, serial: 'always' } });
    expect([before, after]).toEqual(['when-empty', 'always']);
    expect(itglueSettingWarnings(settings)).toHaveLength(1);
    expect(changed('itglue.fields.name', 'when empty').after).toBe('when-empty');
  });

  test('what is always written is said to replace what people enter, and where to look first', () => {
    const { settings } = changed('itglue.fields.mac', 'always');
    const [warning] = itglueSettingWarnings(settings);
    expect(warning).toContain('primary MAC address. Every run replaces what people enter');
    expect(warning).toContain('`sitesync plan --wait`');
    expect(itglueSettingWarnings(changed('itglue.fields.mac', 'never').settings)).toEqual([]);
  });

  test('settings set itglue.organizationSource autotask-companies', () => {
    const { settings } = changed('itglue.organizationSource', 'autotask-companies');
    expect(settings).toEqual({ ...defaults, organizationSource: 'autotask-companies' });
  });

  test('an unknown key is a sentence that names what may be meant', () => {
    expect(parseItglueSetting('serial', 'always')).toEqual({
      ok: false,
      code: 'unknown-setting',
      sentence: 'There is no IT Glue setting “serial”. Did you mean itglue.fields.serial?',
    });
  });

  test('a wrong value is a sentence that says what it takes', () => {
    expect(parseItglueSetting('itglue.fields.mac', 'sometimes')).toEqual({
      ok: false,
      code: 'invalid-value',
      sentence:
        '“sometimes” can’t be the value of itglue.fields.mac. It takes: never, when-empty, always.',
    });
  });
});
