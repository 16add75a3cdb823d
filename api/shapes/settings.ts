import { z } from '@hono/zod-openapi';
import { settingKeys, settingText } from '../../rules/gravityzone/setting-keys.ts';
import type { GravityzoneSettings } from '../../rules/gravityzone/settings.ts';

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
  })
  .openapi('Settings');

/** The settings as they would be typed, each with what it is and takes. */
export function shownSettings(settings: GravityzoneSettings, warnings: string[]) {
  return settingsShape.parse({
    settings: settingKeys.map(({ key, says, takes }) => ({
      key,
      value: settingText(settings, key),
      says,
      takes,
    })),
    uninstallPasswordSet: settings.package.uninstallPasswordSet,
    warnings,
  });
}
