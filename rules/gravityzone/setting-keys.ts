import { parseSettingOf, settingAt } from '../setting-key.ts';
import type { ParsedSettingOf, SettingKeyOf } from '../setting-key.ts';
import {
  addOnTitles,
  gravityzoneSettingsSchema,
  languages,
  levelTitles,
  longestPrefix,
  moduleTitles,
} from './settings.ts';
import type { GravityzoneSettings } from './settings.ts';

export type SettingValue = string | boolean | number;

export type SettingKey = SettingKeyOf<SettingValue>;

const oneOf = (words: readonly string[]) => ({
  takes: words.join(', '),
  read: (text: string) => words.find((word) => word.toLowerCase() === text.trim().toLowerCase()),
});

const onOrOff = {
  takes: 'on, off',
  read: (text: string): boolean | undefined => {
    const word = text.trim().toLowerCase();
    if (['on', 'true', 'yes'].includes(word)) return true;
    return ['off', 'false', 'no'].includes(word) ? false : undefined;
  },
};

const whole = (least: number, most: number) => ({
  takes: `a whole number from ${least} to ${most}`,
  read: (text: string): number | undefined => {
    if (!/^\d{1,7}$/.test(text.trim())) return undefined;
    const number = Number(text);
    return number >= least && number <= most ? number : undefined;
  },
});

const licence = {
  takes: 'monthly, trial, fixed-seats:N (N seats are reserved for each new company)',
  read: (text: string): string | undefined => {
    const word = text.trim().toLowerCase();
    return /^(?:monthly|trial|fixed-seats:[1-9]\d{0,5})$/.test(word) ? word : undefined;
  },
};

const prefix = {
  takes: `up to ${longestPrefix} characters without “<” and “>”, not beginning with “*”; empty for none`,
  read: (text: string): string | undefined => {
    const parsed = gravityzoneSettingsSchema.shape.prefix.safeParse(text);
    return parsed.success ? parsed.data : undefined;
  },
};

const held = (what: string, key: string): SettingKey[] => [
  { key: `${key}.min`, says: `${what} in one run that are never held`, ...whole(0, 100_000) },
  {
    key: `${key}.percent`,
    says: `${what} in one run, in % of the tenant’s associations, above which it is held`,
    ...whole(0, 100),
  },
];

/** Every GravityZone setting that can be read and set by key (spec 3.3, 3.4, 3.6.2). */
export const settingKeys: readonly SettingKey[] = [
  {
    key: 'gravityzone.level',
    says: 'synchronization level',
    ...oneOf(Object.keys(levelTitles)),
  },
  {
    key: 'gravityzone.handling',
    says: 'synchronization event handling',
    ...oneOf(['automatic', 'manual']),
  },
  { key: 'gravityzone.prefix', says: 'put before a name, with one blank', ...prefix },
  {
    key: 'gravityzone.prefixForCreation',
    says: 'use prefix for creation',
    ...oneOf(['never', 'always', 'if-exists']),
  },
  { key: 'gravityzone.prefixForAssociation', says: 'use prefix for association', ...onOrOff },
  ...Object.entries(moduleTitles).map(([name, title]) => ({
    key: `gravityzone.package.modules.${name}`,
    says: `${title} in packages made from now on`,
    ...onOrOff,
  })),
  ...Object.entries(addOnTitles).map(([name, title]) => ({
    key: `gravityzone.package.addOns.${name}`,
    says: `${title} in packages made from now on`,
    ...onOrOff,
  })),
  {
    key: 'gravityzone.package.removeCompetitor',
    says: 'remove an existing security product when the agent installs',
    ...onOrOff,
  },
  {
    key: 'gravityzone.package.language',
    says: 'language of packages made from now on',
    ...oneOf(languages),
  },
  { key: 'gravityzone.licence', says: 'licence of new companies', ...licence },
  ...Object.entries(addOnTitles).map(([name, title]) => ({
    key: `gravityzone.licence.addOns.${name}`,
    says: `${title} in the licence of new companies`,
    ...onOrOff,
  })),
  ...held('deleted or moved associations', 'gravityzone.holdChanges'),
  ...held('companies to be created or associated', 'gravityzone.holdCreations'),
];

export type ParsedSetting = ParsedSettingOf<SettingValue>;

/** Reads `KEY VALUE` of `sitesync settings set`. */
export function parseSetting(key: string, text: string): ParsedSetting {
  return parseSettingOf('GravityZone', settingKeys, key, text);
}

/** The value of a setting as it would be typed. The key is one of {@link settingKeys}. */
export function settingText(settings: GravityzoneSettings, key: string): string {
  if (key === 'gravityzone.licence') {
    const { licence } = settings;
    return licence.kind === 'fixed-seats' ? `fixed-seats:${licence.seats}` : licence.kind;
  }
  // A trial has no add-ons: none of them is on.
  const value = settingAt(settings, key);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? value.toString() : onOrOffWord(value === true);
}

function onOrOffWord(on: boolean): string {
  return on ? 'on' : 'off';
}
