import { z } from '@hono/zod-openapi';
import { settingKeys, settingText } from '../../rules/gravityzone/setting-keys.ts';
import type { GravityzoneSettings } from '../../rules/gravityzone/settings.ts';
import { itglueSettingKeys, itglueSettingText } from '../../rules/itglue/setting-keys.ts';
import type { ItglueSettings } from '../../rules/itglue/settings.ts';

export const settingsShape = z
  .object({
    settings: z.array(
      z.object({
        key: z.string(),
        value: z.string(),
        says: z.string().meta({ description: 'What it is' }),
        takes: z.string().meta({ description: 'What may be its value' }),
      }),
    ),
    uninstallPasswordSet: z.boolean(),
    warnings: z.array(z.string()),
    consequences: z.array(z.string()).meta({
      description: 'Of a change: what becomes of the matches, which is to be confirmed',
    }),
  })
  .openapi('Settings');

interface Shown {
  gravityzone: GravityzoneSettings;
  itglue: ItglueSettings;
  warnings: string[];
  consequences?: string[];
}

/** The settings as they would be typed, each with what it is and takes. */
export function shownSettings({ gravityzone, itglue, warnings, consequences = [] }: Shown) {
  return settingsShape.parse({
    settings: [
      ...settingKeys.map((one) => ({ ...one, value: settingText(gravityzone, one.key) })),
      ...itglueSettingKeys.map((one) => ({ ...one, value: itglueSettingText(itglue, one.key) })),
    ],
    uninstallPasswordSet: gravityzone.package.uninstallPasswordSet,
    warnings,
    consequences,
  });
}
