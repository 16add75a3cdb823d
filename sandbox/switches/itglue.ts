import type { SwitchDefinition } from './definition.ts';

/** What itglue.md leaves unconfirmed and the sandbox simulates. The first setting is the default. */
export const itglueSwitches = {
  'itglue.wrongKeyStatus': {
    settings: ['403', '401'],
    source: 'itglue.md 1, 4 and 10.1: the text says 403 for a wrong key, every table says 401.',
  },
  'itglue.wrongKeyBody': {
    settings: ['errors', 'html', 'empty'],
    source: 'itglue.md 4 and 8: the body for a wrong key is unconfirmed.',
  },
  'itglue.rateLimitScope': {
    settings: ['key', 'account', 'address'],
    source: 'itglue.md 1 and 8: whether the limit counts by key, account or address is not stated.',
  },
  'itglue.rateLimitRetryAfter': {
    settings: ['absent', 'seconds'],
    source: 'itglue.md 4 and 10.2: Retry-After on a 429 is unconfirmed.',
  },
  'itglue.rateLimitBody': {
    settings: ['errors', 'html', 'empty'],
    source: 'itglue.md 4: the body of a 429 is unconfirmed.',
  },
  'itglue.refusedCalls': {
    settings: ['free', 'counted'],
    source: 'itglue.md 1: whether a call that the limit refuses counts is not stated.',
  },
  'itglue.wrongContentTypeBody': {
    settings: ['errors', 'html', 'empty'],
    source: 'itglue.md 4: the body of a 415 is unconfirmed.',
  },
  'itglue.psaRefusalBody': {
    settings: ['detail', 'titleOnly'],
    source: 'itglue.md 4: the body of the 422 for a PSA-synced record is unconfirmed.',
  },
  'itglue.missingRecordBody': {
    settings: ['errors', 'html'],
    source: 'itglue.md 4 and 6.8: a 404 can be an HTML page.',
  },
  'itglue.outOfSightRead': {
    settings: ['404', '401'],
    source: 'itglue.md 4 and 10.10: reads of what the key may not see answer 404 or 401.',
  },
  'itglue.pageSizeAbove1000': {
    settings: ['clamped', 'refused'],
    source: 'itglue.md 2.2: a page size over 1000 is capped or partial, unconfirmed.',
  },
  'itglue.pagePastEnd': {
    settings: ['empty', '404'],
    source: 'itglue.md 2.2: a page beyond the last is empty presumably, unconfirmed.',
  },
  'itglue.lastPageLinks': {
    settings: ['null', 'absent'],
    source: 'itglue.md 2.2: prev and next are null or absent at the ends.',
  },
  'itglue.pagesThatTimeOut': {
    settings: ['none', 'above500', 'above200', 'above50'],
    source: 'itglue.md 2.2, 4 and 6.11: large pages time out; from which size on is not stated.',
  },
  'itglue.timeOutStatus': {
    settings: ['504', '500', '422'],
    source: 'itglue.md 4: the status of a query that took too long is unconfirmed.',
  },
  'itglue.defaultOrder': {
    settings: ['id', 'name', 'newestFirst'],
    source: 'itglue.md 2.3: the order of a list without a sort is not stated.',
  },
  'itglue.nameFilter': {
    settings: ['ignoringCase', 'exact', 'contains'],
    source: 'itglue.md 2.3 and 8: case and exactness of filter[name] are unconfirmed.',
  },
  'itglue.serialFilter': {
    settings: ['ignoringCase', 'exact', 'contains'],
    source: 'itglue.md 8: case and exactness of filter[serial_number] are unconfirmed.',
  },
  'itglue.macFilter': {
    settings: ['asWritten', 'ignoringSeparators'],
    source: 'itglue.md 8: separators in filter[mac_address] are unconfirmed.',
  },
  'itglue.nestedFilters': {
    settings: ['applied', 'ignored'],
    source:
      'itglue.md 2.3: the KB says nested routes take no filters, every client relies on them.',
  },
  'itglue.unknownFilter': {
    settings: ['ignored', 'refused'],
    source: 'itglue.md 2.3: unknown filters are silently ignored, partly inferred.',
  },
  'itglue.unknownSortOrInclude': {
    settings: ['ignored', 'refused'],
    source: 'itglue.md 3.4: one tool sends an undocumented include without failing.',
  },
  'itglue.hostnameFilter': {
    settings: ['ignored', 'applied'],
    source: 'itglue.md 3.4: no hostname filter in the official table, some other lists have one.',
  },
  'itglue.dateRange': {
    settings: ['anyLength', 'weekAtMost'],
    source: 'itglue.md 2.3: ranges longer than a week may be disallowed.',
  },
  'itglue.integrationIdWithoutType': {
    settings: ['422', '400', 'ignored'],
    source: 'itglue.md 3.1 and 3.4: psa_id and rmm_id need their type; the refusal is not stated.',
  },
  'itglue.rmmId': {
    settings: ['uidOrId', 'uid', 'id'],
    source:
      'itglue.md 3.4 and 8: whether aem’s rmm_id is the uid or the numeric id is unconfirmed.',
  },
  'itglue.createdStatus': {
    settings: ['201', '200'],
    source: 'itglue.md 2.4 and 8: 201 is documented for locations only.',
  },
  'itglue.bulkWithOneBad': {
    settings: ['noneDone', 'goodOnesDone'],
    source: 'itglue.md 2.4: whether bulk calls are atomic is unconfirmed.',
  },
  'itglue.bulkLimit': {
    settings: ['none', '1000', '100'],
    source: 'itglue.md 2.4: a limit of items in a bulk call is unconfirmed.',
  },
  'itglue.payloadLimit': {
    settings: ['none', '1MB', '100kB'],
    source: 'itglue.md 2.4: a limit of the payload is unconfirmed.',
  },
  'itglue.capitalKeys': {
    settings: ['accepted', 'unknown'],
    source: 'itglue.md 2.1: whether keys such as "Type" and "Attributes" work is unconfirmed.',
  },
  'itglue.unknownAttributes': {
    settings: ['ignored', 'refused'],
    source: 'itglue.md 2.1: read-only keys that are sent back are ignored, by inference.',
  },
  'itglue.timestamps': {
    settings: ['milliseconds', 'seconds'],
    source: 'itglue.md 2.1: the text says whole seconds, actual examples carry milliseconds.',
  },
  'itglue.psaIntegrationValue': {
    settings: ['name', 'enabled', 'boolean'],
    source: 'itglue.md 3.4 and 8: the values of psa-integration are unconfirmed.',
  },
  'itglue.organizationPsaIntegration': {
    settings: ['present', 'absent'],
    source: 'itglue.md 3.1: psa-integration on organizations is mentioned, not documented.',
  },
  'itglue.configurationTypeKind': {
    settings: ['slug', 'null'],
    source: 'itglue.md 3.2 and 8: the values of configuration-type-kind are unconfirmed.',
  },
  'itglue.adaptersResources': {
    settings: ['relationship', 'included', 'absent'],
    source: 'itglue.md 3.1, 3.4 and 8: the shape of adapters-resources is unconfirmed.',
  },
  'itglue.rmmCompanies': {
    settings: ['empty', 'included'],
    source: 'itglue.md 3.1 and 8: the shape of rmm-companies is unconfirmed.',
  },
  'itglue.macForm': {
    settings: ['asWritten', 'dashes', 'colons'],
    source: 'itglue.md 3.4: examples have a MAC with dashes here and with colons there.',
  },
  'itglue.interfaceIdInAttributes': {
    settings: ['absent', 'present'],
    source: 'itglue.md 3.5: one example has the id among an interface’s attributes.',
  },
  'itglue.modelManufacturerId': {
    settings: ['present', 'absent'],
    source: 'itglue.md 3.3: whether a model’s manufacturer-id is returned is unconfirmed.',
  },
  'itglue.parentOnWrite': {
    settings: ['ignored', 'accepted'],
    source: 'itglue.md 3.1: the prose says parents can’t be assigned, the table accepts them.',
  },
  'itglue.organizationDelete': {
    settings: ['soon', 'atOnce'],
    source: 'itglue.md 3.1: deletion only marks at first; how long it takes is not stated.',
  },
  'itglue.missingTypeFilter': {
    settings: ['422', '400'],
    source: 'itglue.md 3.8: the status for a missing flexible asset type filter is unconfirmed.',
  },
  'itglue.archivedFlexibleAssets': {
    settings: ['listed', 'omitted'],
    source: 'itglue.md 3.8 and 8: whether the index lists archived ones is inferred.',
  },
  'itglue.updateWithoutTraits': {
    settings: ['kept', 'wiped'],
    source: 'itglue.md 3.8: an update without traits leaves them, not seen tested.',
  },
  'itglue.checkboxTrait': {
    settings: ['boolean', 'text'],
    source: 'itglue.md 3.8: the form of a Checkbox trait is unconfirmed.',
  },
  'itglue.tagMakesRelatedItem': {
    settings: ['yes', 'no'],
    source: 'itglue.md 3.9: tags show up as related items; when that takes effect is not stated.',
  },
  'itglue.duplicateRelatedItem': {
    settings: ['422', 'made'],
    source: 'itglue.md 3.9: 422 in a current client’s notes, a duplicate in an older report.',
  },
  'itglue.relatedItemAttributes': {
    settings: ['full', 'seenInClients'],
    source: 'itglue.md 3.9 and 8: the full list of a related item’s keys is unconfirmed.',
  },
} as const satisfies Record<string, SwitchDefinition>;
