import type { Database } from '../../db/connect.ts';
import { readSettings } from '../../db/settings/read-settings.ts';
import { settingWarnings } from '../../rules/gravityzone/setting-warnings.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { settingsShape, shownSettings } from '../shapes/settings.ts';

export const getSettings = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/settings',
      operationId: 'readSettings',
      tags: ['Settings'],
      summary: 'Every setting with its value and what it takes',
      responses: { 200: json(settingsShape) },
    },
    async (c) => {
      const settings = await readSettings(db, reader(c).tenantId);
      return c.json(shownSettings(settings, settingWarnings(settings)), 200);
    },
  );
