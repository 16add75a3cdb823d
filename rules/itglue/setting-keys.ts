import {
  fieldRuleWords,
  itglueSettingsSchema,
  organizationSourceTitles,
  ownedFieldTitles,
} from './settings.ts';
import type { ItglueSettings } from './settings.ts';

/** One setting as the command line knows it: its dotted key is its path in the settings' JSON. */
export interface ItglueSettingKey {
  key: string;
  /** What it is, in a few words. */
  says: string;
  /** What may be typed, in words. */
  takes: string;
  /** The value that `text` stands for, or nothing if `text` is none. */
  read: (text: string) => string | undefined;
}

const oneOf = (words: readonly string[]) => ({
  takes: words.join(', '),
  read: (text: string) => words.find((word) => word === wordOf(text)),
});

/** "When empty" is the same word as "when-empty". */
const wordOf = (text: string) => text.trim().toLowerCase().replaceAll(/\s+/g, '-');

/** Every IT Glue setting that can be read and set by key (spec 2.4, 4.4). */
export const itglueSettingKeys: readonly ItglueSettingKey[] = [
  {
    key: 'itglue.organizationSource',
    says: 'what is matched to organizations',
    ...oneOf(Object.keys(organizationSourceTitles)),
  },
  ...Object.entries(ownedFieldTitles).map(([name, title]) => ({
    key: `itglue.fields.${name}`,
    says: `when the ${title} of a matched configuration is written`,
    ...oneOf(fieldRuleWords),
  })),
];

export type ParsedItglueSetting =
  | { ok: true; key: string; value: string }
  | { ok: false; code: 'unknown-setting' | 'invalid-value'; sentence: string };

/** Reads `KEY VALUE` of `sitesync settings set`. Keys are found without regard to capitals. */
export function parseItglueSetting(key: string, text: string): ParsedItglueSetting {
  const asked = key.trim().toLowerCase();
  const setting = itglueSettingKeys.find((known) => known.key.toLowerCase() === asked);
  if (setting === undefined) return unknownSetting(key);
  const value = setting.read(text);
  if (value !== undefined) return { ok: true, key: setting.key, value };
  return {
    ok: false,
    code: 'invalid-value',
    sentence: `“${text}” can’t be the value of ${setting.key}. It takes: ${setting.takes}.`,
  };
}

/** The value of a setting as it would be typed. The key is one of {@link itglueSettingKeys}. */
export function itglueSettingText(settings: ItglueSettings, key: string): string {
  let value: unknown = settings;
  for (const step of key.split('.').slice(1)) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  return typeof value === 'string' ? value : '';
}

export type ChangedItglueSetting =
  | {
      ok: true;
      key: string;
      settings: ItglueSettings;
      /** As typed, for the audit. */
      before: string;
      after: string;
    }
  | Extract<ParsedItglueSetting, { ok: false }>;

/** The settings with one of them changed. The ones given stay as they are. */
export function changeItglueSetting(
  settings: ItglueSettings,
  key: string,
  text: string,
): ChangedItglueSetting {
  const parsed = parseItglueSetting(key, text);
  if (!parsed.ok) return parsed;
  const changed = itglueSettingsSchema.parse(withValue(settings, parsed.key, parsed.value));
  return {
    ok: true,
    key: parsed.key,
    settings: changed,
    before: itglueSettingText(settings, parsed.key),
    after: itglueSettingText(changed, parsed.key),
  };
}

function withValue(settings: ItglueSettings, key: string, value: string): object {
  const [, part, field] = key.split('.');
  if (part === 'fields' && field !== undefined) {
    return { ...settings, fields: { ...settings.fields, [field]: value } };
  }
  return part === undefined ? settings : { ...settings, [part]: value };
}

function unknownSetting(key: string): ParsedItglueSetting {
  const last = key.trim().toLowerCase().split('.').at(-1) ?? '';
  const near = itglueSettingKeys
    .map((known) => known.key)
    .filter((known) => last !== '' && known.toLowerCase().split('.').includes(last));
  const hint =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : '“sitesync settings” lists them all.';
  return {
    ok: false,
    code: 'unknown-setting',
    sentence: `There is no IT Glue setting “${key}”. ${hint}`,
  };
}
