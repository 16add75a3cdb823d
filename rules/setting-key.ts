/** One setting as the command line knows it: its dotted key is its path in the settings' JSON. */
export interface SettingKeyOf<Value> {
  key: string;
  /** What it is, in a few words. */
  says: string;
  /** What may be typed, in words. */
  takes: string;
  /** The value that `text` stands for, or nothing if `text` is none. */
  read: (text: string) => Value | undefined;
}

export type ParsedSettingOf<Value> =
  | { ok: true; key: string; value: Value }
  | { ok: false; code: 'unknown-setting' | 'invalid-value'; sentence: string };

/**
 * Reads `KEY VALUE` of `sitesync settings set` by the settings of one family ("IT Glue"). Keys are
 * found without regard to capitals.
 */
export function parseSettingOf<Value>(
  family: string,
  known: readonly SettingKeyOf<Value>[],
  key: string,
  text: string,
): ParsedSettingOf<Value> {
  const asked = key.trim().toLowerCase();
  const setting = known.find((one) => one.key.toLowerCase() === asked);
  if (setting === undefined) return unknownSetting(family, known, key);
  const value = setting.read(text);
  if (value !== undefined) return { ok: true, key: setting.key, value };
  return {
    ok: false,
    code: 'invalid-value',
    sentence: `“${text}” can’t be the value of ${setting.key}. It takes: ${setting.takes}.`,
  };
}

/** What stands at a dotted key, whose first word names the family; nothing where it is not set. */
export function settingAt(settings: object, key: string): unknown {
  let value: unknown = settings;
  for (const step of key.split('.').slice(1)) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  return value;
}

function unknownSetting<Value>(
  family: string,
  known: readonly SettingKeyOf<Value>[],
  key: string,
): ParsedSettingOf<Value> {
  const last = key.trim().toLowerCase().split('.').at(-1) ?? '';
  const near = known
    .map((one) => one.key)
    .filter((one) => last !== '' && one.toLowerCase().split('.').includes(last));
  const hint =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : '“sitesync settings” lists them all.';
  return {
    ok: false,
    code: 'unknown-setting',
    sentence: `There is no ${family} setting “${key}”. ${hint}`,
  };
}
