import { parseSetting, settingText } from './setting-keys.ts';
import type { SettingValue } from './setting-keys.ts';
import { gravityzoneSettingsSchema } from './settings.ts';
import type { GravityzoneSettings, Licence } from './settings.ts';
import { settingWarnings } from './setting-warnings.ts';

export type ChangedSetting =
  | {
      ok: true;
      key: string;
      settings: GravityzoneSettings;
      /** As typed, for the audit. */
      before: string;
      after: string;
      /** What holds of the new settings and did not of the old ones. */
      warnings: string[];
    }
  | {
      ok: false;
      code: 'unknown-setting' | 'invalid-value' | 'not-with-this-licence';
      sentence: string;
    };

/** The settings with one of them changed. The ones given stay as they are. */
export function changeSetting(
  settings: GravityzoneSettings,
  key: string,
  text: string,
): ChangedSetting {
  const parsed = parseSetting(key, text);
  if (!parsed.ok) return parsed;
  if (parsed.key.startsWith('gravityzone.licence.') && settings.licence.kind === 'trial') {
    return {
      ok: false,
      code: 'not-with-this-licence',
      sentence: `${parsed.key} does nothing while new companies get a trial, which has features of its own. Set gravityzone.licence to monthly or fixed-seats:N first.`,
    };
  }
  const changed = gravityzoneSettingsSchema.parse(withValue(settings, parsed.key, parsed.value));
  const before = settingWarnings(settings);
  return {
    ok: true,
    key: parsed.key,
    settings: changed,
    before: settingText(settings, parsed.key),
    after: settingText(changed, parsed.key),
    warnings: settingWarnings(changed).filter((warning) => !before.includes(warning)),
  };
}

function withValue(settings: GravityzoneSettings, key: string, value: SettingValue): object {
  if (key === 'gravityzone.licence') {
    return { ...settings, licence: licenceFrom(String(value), settings.licence) };
  }
  return withPath(settings, key.split('.').slice(1), value);
}

function licenceFrom(word: string, old: Licence): object {
  if (word === 'trial') return { kind: 'trial' };
  const addOns = old.kind === 'trial' ? {} : old.addOns;
  if (word === 'monthly') return { kind: 'monthly', addOns };
  return { kind: 'fixed-seats', seats: Number(word.split(':')[1]), addOns };
}

function withPath(whole: object, path: readonly string[], value: SettingValue): object {
  const [step, ...rest] = path;
  if (step === undefined) return whole;
  const inner: unknown = Reflect.get(whole, step);
  const next =
    rest.length > 0 && typeof inner === 'object' && inner !== null
      ? withPath(inner, rest, value)
      : value;
  return { ...whole, [step]: next };
}
