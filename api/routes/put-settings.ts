import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { changeSettings } from '../../db/settings/change-settings.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { settingsShape, shownSettings } from '../shapes/settings.ts';

const change = z
  .object({
    values: z
      .record(z.string().max(100), z.string().max(200))
      .default({})
      .meta({ description: 'Setting keys with their new values, as they would be typed' }),
    uninstallPassword: z
      .string()
      .max(200)
      .nullable()
      .optional()
      .meta({ description: 'Of new packages; write-only. Null takes it away.' }),
    preview: z.boolean().default(false).meta({
      description: 'Answers the settings as they would be, and stores nothing',
    }),
    confirmed: z.boolean().default(false).meta({
      description: 'What becomes of the matches was shown and is meant',
    }),
  })
  .openapi('SettingsChange');

export const putSettings = (db: Database, keyring: Keyring) =>
  route(
    {
      method: 'put',
      path: '/v1/settings',
      operationId: 'changeSettings',
      tags: ['Settings'],
      summary: 'Change settings, all of those given or none',
      description:
        'They take effect at the next run. Packages that exist stay as they are. Another source of organizations is refused unless `confirmed`, where that puts matches out of force; `preview` says which.',
      request: body(change),
      responses: { 200: json(settingsShape, 'The settings now, or as they would be') },
    },
    async (c) => {
      const { uninstallPassword, ...change } = c.req.valid('json');
      const changed = await changeSettings(db, keyring, writer(c), {
        ...change,
        ...(uninstallPassword === undefined ? {} : { uninstallPassword }),
      });
      return c.json(shownSettings(changed), 200);
    },
  );
