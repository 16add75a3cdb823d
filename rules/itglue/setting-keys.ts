import { parseSettingOf, settingAt } from '../setting-key.ts';
import type { ParsedSettingOf, SettingKeyOf } from '../setting-key.ts';
import {
  fieldRuleWords,
  itglueSettingsSchema,
  organizationSourceTitles,
  ownedFieldTitles,
} from './settings.ts';
import type { ItglueSettings } from './settings.ts';

type ItglueSettingKey = SettingKeyOf<string>;

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

export type ParsedItglueSetting = ParsedSettingOf<string>;

/** Reads `KEY VALUE` of `sitesync settings set`. */
export function parseItglueSetting(key: string, text: string): ParsedItglueSetting {
  return parseSettingOf('IT Glue', itglueSettingKeys, key, text);
}

/** The value of a setting as it would be typed. The key is one of {@link itglueSettingKeys}. */
export function itglueSettingText(settings: ItglueSettings, key: string): string {
  const value = settingAt(settings, key);
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
