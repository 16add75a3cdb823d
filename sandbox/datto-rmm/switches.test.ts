import { describe, expect, it } from 'vitest';
import { openSandbox, openStoppedSandbox, pick } from '../client-for-tests.ts';
import { dattoRmmSwitches } from '../switches/datto-rmm.ts';
import {
  auditOf,
  firstNic,
  wrongToken,
  tokenMember,
  get,
  kindOf,
  refusedCall,
  blockedCall,
  siteNames,
  deletedSite,
  unseen,
  partialUpdate,
  counted,
  variableOf,
  createTwice,
  exhaust,
  tight,
  switchValue,
  type Observe,
} from './observations-for-tests.ts';

/** What each setting is observed to do; the first of every switch is the default. */
const observations: Record<
  keyof typeof dattoRmmSwitches,
  [Observe, Record<string, unknown>, object?]
> = {
  'dattoRmm.tokenErrorStatus': [wrongToken, { '400': [400, 'json'], '401': [401, 'json'] }],
  'dattoRmm.tokenErrorBody': [
    wrongToken,
    { oauth: [400, 'json'], html: [400, 'html'], empty: [400, 'empty'] },
  ],
  'dattoRmm.wrongBasicClientStatus': [
    async (client) => (await client.tokenCall({ grant_type: 'password' }, 'a:b')).status,
    { '401': 401, '400': 400 },
  ],
  'dattoRmm.tokenScopeAndJti': [tokenMember('scope'), { present: 'any', absent: 'absent' }],
  'dattoRmm.tokenTypeCase': [tokenMember('token_type'), { bearer: 'bearer', Bearer: 'Bearer' }],
  'dattoRmm.tokenForm': [
    async (client) => String(await tokenMember('access_token')(client)).split('.').length,
    { jwt: 3, opaque: 1 },
  ],
  'dattoRmm.tokenLifetimeSeconds': [
    tokenMember('expires_in'),
    { '360000': 360_000, '359999': 359_999, '600': 600, '60': 60, '2': 2 },
  ],
  'dattoRmm.refreshGrant': [
    async (client) => {
      const refresh_token = String(await tokenMember('refresh_token')(client));
      return (await client.tokenCall({ grant_type: 'refresh_token', refresh_token })).status;
    },
    { refused: 400, accepted: 200 },
  ],
  'dattoRmm.unauthorizedBody': [
    async (client) => {
      const reply = await fetch(`${client.sandbox.ready.dattoRmm.url}/api/v2/account`);
      return [reply.status, kindOf(await reply.text())];
    },
    { errorResponse: [401, 'json'], empty: [401, 'empty'], html: [401, 'html'] },
  ],
  'dattoRmm.rateLimitRetryAfter': [
    refusedCall,
    {
      absent: [429, null, 'json'],
      seconds: [429, '60', 'json'],
      httpDate: [429, 'Sun, 22 Nov 2026 09:01:00 GMT', 'json'],
    },
    tight,
  ],
  'dattoRmm.rateLimitBody': [
    refusedCall,
    { errorResponse: [429, null, 'json'], html: [429, null, 'html'], empty: [429, null, 'empty'] },
    tight,
  ],
  'dattoRmm.blockBody': [
    blockedCall,
    { html: [403, null, 'html'], errorResponse: [403, null, 'json'], empty: [403, null, 'empty'] },
    tight,
  ],
  'dattoRmm.blockRetryAfter': [
    blockedCall,
    { absent: [403, null, 'html'], seconds: [403, '300', 'html'] },
    tight,
  ],
  'dattoRmm.blockAfterRefusals': [
    async (client) => {
      const value = await switchValue(client, 'dattoRmm.blockAfterRefusals');
      await exhaust(client);
      await client.set({ 'dattoRmm.blockAfterRefusals': value });
      let refusals = 0;
      while (refusals < 60 && (await client.datto('GET', '/v2/account')).status === 429) {
        refusals += 1;
      }
      return refusals;
    },
    { '10': 10, '3': 3, '50': 50, never: 60 },
    tight,
  ],
  'dattoRmm.accountWriteLimit': [
    get('/v2/system/request_rate', 'accountWriteRateLimit'),
    { '600': 600, '100': 100 },
  ],
  'dattoRmm.readWriteBuckets': [
    counted(createTwice('/v2/account/variable', 'a')),
    { separate: [1, 1], legacy: [2, 1] },
  ],
  'dattoRmm.requestRateCalls': [counted(), { counted: [1, 0], free: [0, 0] }],
  'dattoRmm.tokenCalls': [counted((client) => client.token()), { free: [1, 0], counted: [3, 0] }],
  'dattoRmm.failedCalls': [counted(get('/v2/site/none')), { counted: [2, 0], free: [1, 0] }],
  'dattoRmm.maxAbove250': [get('/v2/account/sites?max=251'), { clamped: 200, refused: 400 }],
  'dattoRmm.invalidPageParameter': [
    get('/v2/account/sites?page=-1'),
    { refused: 400, ignored: 200 },
  ],
  'dattoRmm.pagePastEnd': [get('/v2/account/sites?page=7'), { empty: 200, notFound: 404 }],
  'dattoRmm.lastNextPageUrl': [
    get('/v2/account/sites', 'pageDetails', 'nextPageUrl'),
    { null: null, emptyText: '', absent: undefined },
  ],
  'dattoRmm.nextPageUrlFilters': [
    async (client) =>
      /siteName/.test(
        String(
          await get('/v2/account/sites?siteName=e&max=1', 'pageDetails', 'nextPageUrl')(client),
        ),
      ),
    { kept: true, dropped: false },
  ],
  'dattoRmm.sortOrder': [
    siteNames,
    {
      id: ['Managed', 'OnDemand'],
      name: ['Abbotsford Dairy Ltd', 'Beacon Street Pharmacy'],
      newestFirst: ['Zephyr Sailmakers', 'Saxon Way Motors'],
    },
  ],
  'dattoRmm.filterCase': [
    get('/v2/account/sites?siteName=home u', 'sites', 'length'),
    { insensitive: 1, sensitive: 0 },
  ],
  'dattoRmm.filtersCombined': [
    get('/v2/account/devices?siteName=nowhere&deviceType=t', 'devices', 'length'),
    { and: 0, or: expect.toSatisfy((count: number) => count > 0) },
  ],
  'dattoRmm.deviceTypeFilter': [
    async (client) => [
      await get('/v2/account/devices?deviceType=Network', 'devices', 'length')(client),
      await get('/v2/account/devices?deviceType=Switch', 'devices', 'length')(client),
    ],
    { both: [8, 8], category: [8, 0], type: [0, 8] },
    { seed: 2, devices: 100 },
  ],
  'dattoRmm.errorPath': [
    get('/v2/site/none', 'path'),
    { withoutApi: '/v2/site/none', withApi: '/api/v2/site/none' },
  ],
  'dattoRmm.errorMessage': [
    get('/v2/site/none', 'message'),
    { absent: undefined, present: 'Site not found' },
  ],
  'dattoRmm.emptyWriteStatus': [
    createTwice('/v2/account/variable', 'new'),
    { '200': 200, '204': 204 },
  ],
  'dattoRmm.duplicateSiteName': [
    createTwice('/v2/site', 'Home Users'),
    { accepted: 200, conflict: 409 },
  ],
  'dattoRmm.siteNotes': [
    async (client) =>
      pick((await client.datto('PUT', '/v2/site', { name: 'n', notes: 'kept' })).json, 'notes'),
    { alwaysNull: null, stored: 'kept' },
  ],
  'dattoRmm.deletedDevicesUid': [
    async (client) => {
      const { json } = await client.datto('GET', '/v2/account/sites?siteName=Deleted');
      return pick(json, 'sites', 0, 'uid');
    },
    { DELETED_DEVICES: 'DELETED_DEVICES', 'Deleted Devices': 'Deleted Devices', '0': '0' },
  ],
  'dattoRmm.deletedDevicesByUid': [deletedSite, { '404': 404, '400': 400, '200': 200 }],
  'dattoRmm.deletedDevicesSiteCount': [
    get('/v2/account/sites?siteName=Deleted', 'sites', 0, 'devicesStatus', 'numberOfDevices'),
    { zero: 0, counted: 3 },
  ],
  'dattoRmm.invisibleSite': [unseen, { '403': [403, 0], '404': [404, 0] }],
  'dattoRmm.invisibleSitesInLists': [unseen, { omitted: [403, 0], listed: [403, 1] }],
  'dattoRmm.restrictedUserAccountData': [
    async (client) =>
      (await client.datto('GET', '/v2/account/users', undefined, 'restricted')).status,
    { forbidden: 403, allowed: 200 },
  ],
  'dattoRmm.duplicateVariableName': [
    createTwice('/v2/account/variable', 'MSPName'),
    { '409': 409, '400': 400 },
  ],
  'dattoRmm.partialVariableUpdate': [
    partialUpdate,
    {
      keeps: [200, 'MSPName', 'only this'],
      wipes: [200, '', 'only this'],
      refused: [400, 'MSPName', 'Harbourline IT Ltd'],
    },
  ],
  'dattoRmm.maskedValue': [
    variableOf('LocalAdminPassword'),
    { masked: '********', clear: 'Rhubarb-42-Kettle', null: null },
  ],
  'dattoRmm.deviceUdf': [
    get('/v2/account/devices?max=1', 'devices', 0, 'udf', 'udf1'),
    { present: null, omitted: undefined },
  ],
  'dattoRmm.deviceDates': [
    async (client) =>
      typeof (await get('/v2/account/devices?max=1', 'devices', 0, 'creationDate')(client)),
    { epochMs: 'number', iso: 'string' },
  ],
  'dattoRmm.systemStartedForm': [
    async (client) => typeof (await get('/v2/system/status', 'started')(client)),
    { iso: 'string', epochMs: 'number' },
  ],
  'dattoRmm.macForm': [
    async (client) => (await firstNic(client)).replaceAll(/[0-9A-F]/g, 'h'),
    { colons: 'hh:hh:hh:hh:hh:hh', bare: 'hhhhhhhhhhhh', dashes: 'hh-hh-hh-hh-hh-hh' },
  ],
  'dattoRmm.biosReleaseDate': [
    async (client) =>
      typeof pick((await auditOf(client, 'device', 'device')).json, 'bios', 'releaseDate'),
    { epochMs: 'number', iso: 'string', null: 'object' },
  ],
  'dattoRmm.auditOfOtherClasses': [
    async (client) => (await auditOf(client, 'rmmnetworkdevice', 'device')).status,
    { '400': 400, '404': 404, '200': 200 },
    { seed: 2, devices: 100 },
  ],
  'dattoRmm.accountDeviceList': [
    get('/v2/account/devices?max=1', 'pageDetails', 'totalCount'),
    { complete: 39, missesAThird: expect.toSatisfy((total: number) => total < 39) },
  ],
};

describe('Every Datto switch', () => {
  const cases = Object.entries(observations).flatMap(([name, [observe, settings, options]]) => {
    const definition = dattoRmmSwitches[name as keyof typeof dattoRmmSwitches];
    return definition.settings.map(
      (setting) => [name, setting, observe, settings[setting], options] as const,
    );
  });

  it.each(cases)('%s does as "%s" says', async (name, setting, observe, expected, options) => {
    const { client } = await openStoppedSandbox(options ?? {});
    await client.set({ [name]: setting });
    expect(await observe(client)).toEqual(expected);
  });

  it('has its first setting in force at the start, and a source', async () => {
    const client = await openSandbox();
    const { json } = await client.control('GET', '/switches');
    for (const one of pick(json, 'switches') as Record<string, unknown>[]) {
      expect(one['value']).toBe(pick(one['settings'], 0));
      expect(one['source']).toMatch(/^(datto-rmm|gravityzone|itglue)\.md \d/);
    }
  });
});
