import type { Database } from '../../db/connect.ts';
import { readItglueSettings } from '../../db/settings/read-itglue-settings.ts';
import { readSettings } from '../../db/settings/read-settings.ts';
import { settingWarnings } from '../../rules/gravityzone/setting-warnings.ts';
import { itglueSettingWarnings } from '../../rules/itglue/setting-warnings.ts';
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
      const { tenantId } = reader(c);
      const gravityzone = await readSettings(db, tenantId);
      const itglue = await readItglueSettings(db, tenantId);
      const warnings = [...settingWarnings(gravityzone), ...itglueSettingWarnings(itglue)];
      return c.json(shownSettings({ gravityzone, itglue, warnings }), 200);
    },
  );
