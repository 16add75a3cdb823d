import { describe, expect, it } from 'vitest';
import { openStoppedSandbox } from '../client-for-tests.ts';
import { itglueSwitches } from '../switches/itglue.ts';
import * as see from './observations-for-tests.ts';

const threeCalls = { rateScale: 0.001 };
const demo = { msp: 'demo' } as const;
const manufacturer = { name: 'Acme' };
const mac = { macAddress: '18:5E:0F:00:00:0a' };

/** What each setting is observed to do; the first of every switch is the default. */
const observations: Record<
  keyof typeof itglueSwitches,
  [see.Observe, Record<string, unknown>, object?]
> = {
  'itglue.wrongKeyStatus': [see.wrongKey, { '403': [403, 'json'], '401': [401, 'json'] }],
  'itglue.wrongKeyBody': [
    see.wrongKey,
    { errors: [403, 'json'], html: [403, 'html'], empty: [403, 'empty'] },
  ],
  'itglue.rateLimitScope': [
    see.limitScope,
    { key: [200, 200], account: [429, 200], address: [429, 429] },
    threeCalls,
  ],
  'itglue.rateLimitRetryAfter': [
    see.limited,
    { absent: [429, null, 'json'], seconds: [429, '300', 'json'] },
    threeCalls,
  ],
  'itglue.rateLimitBody': [
    see.limited,
    { errors: [429, null, 'json'], html: [429, null, 'html'], empty: [429, null, 'empty'] },
    threeCalls,
  ],
  'itglue.refusedCalls': [see.callsAfterRefusal, { free: 3, counted: 2 }, threeCalls],
  'itglue.wrongContentTypeBody': [
    see.wrongContentType,
    { errors: [415, 'json'], html: [415, 'html'], empty: [415, 'empty'] },
  ],
  'itglue.psaRefusalBody': [
    see.psaRefusal,
    { detail: ['detail', 'source', 'status', 'title'], titleOnly: ['status', 'title'] },
  ],
  'itglue.missingRecordBody': [see.missingRecord, { errors: [404, 'json'], html: [404, 'html'] }],
  'itglue.outOfSightRead': [see.hiddenRecord, { '404': 404, '401': 401 }],
  'itglue.pageSizeAbove1000': [see.get('/users?page[size]=1001'), { clamped: 200, refused: 422 }],
  'itglue.pagePastEnd': [see.get('/users?page[number]=9'), { empty: 200, '404': 404 }],
  'itglue.lastPageLinks': [see.get('/users', 'links', 'next'), { null: null, absent: undefined }],
  'itglue.pagesThatTimeOut': [
    async (client) => [
      await see.get('/users?page[size]=1000')(client),
      await see.get('/users?page[size]=500')(client),
      await see.get('/users?page[size]=200')(client),
      await see.get('/users?page[size]=50')(client),
    ],
    {
      none: [200, 200, 200, 200],
      above500: [504, 200, 200, 200],
      above200: [504, 504, 200, 200],
      above50: [504, 504, 504, 200],
    },
  ],
  'itglue.timeOutStatus': [
    async (client) => {
      await client.set({ 'itglue.pagesThatTimeOut': 'above500' });
      return see.get('/users?page[size]=1000')(client);
    },
    { '504': 504, '500': 500, '422': 422 },
  ],
  'itglue.defaultOrder': [
    see.get('/organizations', 'data', 0, 'attributes', 'name'),
    { id: 'Harbourline IT Ltd', name: 'Abbotsford Dairy Ltd', newestFirst: 'Old Mill Antiques' },
  ],
  'itglue.nameFilter': [
    async (client) => [
      await see.count('/organizations?filter[name]=saxon way motors')(client),
      await see.count('/organizations?filter[name]=Saxon Way')(client),
    ],
    { ignoringCase: [1, 0], exact: [0, 0], contains: [1, 1] },
  ],
  'itglue.serialFilter': [
    async (client) => [
      await see.finds({ serialNumber: 'ABC1' }, 'filter[serial_number]=abc1')(client),
      await see.finds({ serialNumber: 'ABC1' }, 'filter[serial_number]=BC')(client),
    ],
    { ignoringCase: [1, 0], exact: [0, 0], contains: [1, 1] },
  ],
  'itglue.macFilter': [
    see.finds(mac, 'filter[mac_address]=185e0f00000a'),
    { asWritten: 0, ignoringSeparators: 1 },
  ],
  'itglue.nestedFilters': [see.nestedFilter, { applied: false, ignored: true }],
  'itglue.unknownFilter': [see.get('/users?filter[x]=1'), { ignored: 200, refused: 400 }],
  'itglue.unknownSortOrInclude': [
    async (client) => [
      await see.get('/users?sort=x')(client),
      await see.get('/configurations?include=related_items')(client),
    ],
    { ignored: [200, 200], refused: [400, 400] },
  ],
  'itglue.hostnameFilter': [
    see.finds({ hostname: 'A' }, 'filter[hostname]=B'),
    { ignored: 1, applied: 0 },
  ],
  'itglue.dateRange': [
    see.get('/organizations?filter[updated_at]=2026-01-01,2026-02-01'),
    { anyLength: 200, weekAtMost: 422 },
  ],
  'itglue.integrationIdWithoutType': [
    see.get('/organizations?filter[psa_id]=1'),
    { '422': 422, '400': 400, ignored: 200 },
  ],
  'itglue.rmmId': [see.byRmmId, { uidOrId: [1, 1], uid: [1, 0], id: [0, 1] }, demo],
  'itglue.createdStatus': [see.create(manufacturer), { '201': 201, '200': 200 }],
  'itglue.bulkWithOneBad': [
    see.createMany(['A', '']),
    { noneDone: [422, 0], goodOnesDone: [201, 1] },
  ],
  'itglue.bulkLimit': [
    async (client) => [
      await see.createMany(Array.from({ length: 101 }, () => 'A'))(client),
      await see.createMany(Array.from({ length: 1001 }, () => 'A'))(client),
    ],
    {
      none: [
        [201, 101],
        [201, 1001],
      ],
      '1000': [
        [201, 101],
        [422, 0],
      ],
      '100': [
        [422, 0],
        [422, 0],
      ],
    },
  ],
  'itglue.payloadLimit': [
    async (client) => [
      await see.create({ ...manufacturer, ignored: 'x'.repeat(100_000) })(client),
      await see.create({ ...manufacturer, ignored: 'x'.repeat(1_000_000) })(client),
    ],
    { none: [201, 201], '1MB': [201, 413], '100kB': [413, 413] },
  ],
  'itglue.capitalKeys': [
    see.create({ Name: 'Acme' }, 'Attributes'),
    { accepted: 201, unknown: 422 },
  ],
  'itglue.unknownAttributes': [
    see.create({ ...manufacturer, created_at: 'now' }),
    { ignored: 201, refused: 422 },
  ],
  'itglue.timestamps': [
    async (client) => String(await see.attribute('created-at')(client)).length,
    { milliseconds: 24, seconds: 20 },
  ],
  'itglue.psaIntegrationValue': [
    see.psaValue,
    { name: 'autotask', enabled: 'enabled', boolean: true },
  ],
  'itglue.organizationPsaIntegration': [see.psaValue, { present: 'autotask', absent: undefined }],
  'itglue.configurationTypeKind': [
    see.attribute('configuration-type-kind', { type: 'Managed Server' }),
    { slug: 'managed-server', null: null },
  ],
  'itglue.adaptersResources': [
    see.adapters,
    { relationship: [true, []], included: [true, ['7']], absent: [false, []] },
  ],
  'itglue.rmmCompanies': [see.rmmCompanies, { empty: [], included: ['rmm-companies'] }, demo],
  'itglue.macForm': [
    see.attribute('mac-address', mac),
    {
      asWritten: '18:5E:0F:00:00:0a',
      dashes: '18-5E-0F-00-00-0A',
      colons: '18:5E:0F:00:00:0A',
    },
  ],
  'itglue.interfaceIdInAttributes': [see.interfaceId, { absent: 'undefined', present: 'number' }],
  'itglue.modelManufacturerId': [
    async (client) =>
      typeof (await see.get('/models', 'data', 0, 'attributes', 'manufacturer-id')(client)),
    { present: 'number', absent: 'undefined' },
  ],
  'itglue.parentOnWrite': [see.sentParent, { ignored: false, accepted: true }],
  'itglue.organizationDelete': [see.deletedOrganization, { soon: 200, atOnce: 404 }],
  'itglue.missingTypeFilter': [see.get('/flexible_assets'), { '422': 422, '400': 400 }],
  'itglue.archivedFlexibleAssets': [
    see.archivedAsset,
    { listed: ['7-Zip', 1], omitted: ['7-Zip', 0] },
  ],
  'itglue.updateWithoutTraits': [see.archivedAsset, { kept: ['7-Zip', 1], wiped: [undefined, 1] }],
  'itglue.checkboxTrait': [see.checkbox, { boolean: true, text: 'true' }],
  'itglue.tagMakesRelatedItem': [see.tagged, { yes: 1, no: 0 }],
  'itglue.duplicateRelatedItem': [see.relatedTwice, { '422': [422, true], made: [201, true] }],
  'itglue.relatedItemAttributes': [
    see.relatedTwice,
    { full: [422, true], seenInClients: [422, false] },
  ],
};

describe('Every IT Glue switch', () => {
  const cases = Object.entries(observations).flatMap(([name, [observe, settings, options]]) => {
    const definition = itglueSwitches[name as keyof typeof itglueSwitches];
    return definition.settings.map(
      (setting) => [name, setting, observe, settings[setting], options] as const,
    );
  });

  it.each(cases)('%s does as "%s" says', async (name, setting, observe, expected, options) => {
    const { client, clock } = await openStoppedSandbox(options ?? {});
    await client.set({ [name]: setting });
    expect(await observe(client, clock)).toEqual(expected);
  });
});
