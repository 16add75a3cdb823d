import type { SwitchDefinition } from './definition.ts';

/** What datto-rmm.md leaves unconfirmed and the sandbox simulates. The first setting is the default. */
export const dattoRmmSwitches = {
  'dattoRmm.tokenErrorStatus': {
    settings: ['400', '401'],
    source: 'datto-rmm.md 2: token endpoint errors are unconfirmed; status for a wrong key.',
  },
  'dattoRmm.tokenErrorBody': {
    settings: ['oauth', 'html', 'empty'],
    source: 'datto-rmm.md 2: token error bodies are unconfirmed; only a mock shows invalid_grant.',
  },
  'dattoRmm.wrongBasicClientStatus': {
    settings: ['401', '400'],
    source: 'datto-rmm.md 2: a wrong Basic client gives 401, unconfirmed.',
  },
  'dattoRmm.tokenScopeAndJti': {
    settings: ['present', 'absent'],
    source: 'datto-rmm.md 2: scope and jti in the token answer are plausible but unconfirmed.',
  },
  'dattoRmm.tokenTypeCase': {
    settings: ['bearer', 'Bearer'],
    source: 'datto-rmm.md 2: the case of token_type is unconfirmed.',
  },
  'dattoRmm.tokenForm': {
    settings: ['jwt', 'opaque'],
    source: 'datto-rmm.md 2 and 10: whether access_token is a JWT is unconfirmed.',
  },
  'dattoRmm.tokenLifetimeSeconds': {
    settings: ['360000', '359999', '600', '60', '2'],
    source:
      'datto-rmm.md 2: 100 hours, perhaps told as 359999; 9: the simulator offers shorter ones.',
  },
  'dattoRmm.refreshGrant': {
    settings: ['refused', 'accepted'],
    source: 'datto-rmm.md 2: the refresh grant is unconfirmed.',
  },
  'dattoRmm.unauthorizedBody': {
    settings: ['errorResponse', 'empty', 'html'],
    source:
      'datto-rmm.md 2 and 5.0: 401 declares ErrorResponse; clients must bear empty and HTML bodies.',
  },
  'dattoRmm.rateLimitRetryAfter': {
    settings: ['absent', 'seconds', 'httpDate'],
    source: 'datto-rmm.md 3: Retry-After on a 429 is unconfirmed, and so is its form.',
  },
  'dattoRmm.rateLimitBody': {
    settings: ['errorResponse', 'html', 'empty'],
    source: 'datto-rmm.md 3: the body of a 429 is unconfirmed.',
  },
  'dattoRmm.blockBody': {
    settings: ['html', 'errorResponse', 'empty'],
    source: 'datto-rmm.md 3: the 403 of an IP block has no confirmed marker or body.',
  },
  'dattoRmm.blockRetryAfter': {
    settings: ['absent', 'seconds'],
    source: 'datto-rmm.md 3: whether the 403 of an IP block has a Retry-After is unconfirmed.',
  },
  'dattoRmm.blockAfterRefusals': {
    settings: ['10', '3', '50', 'never'],
    source:
      'datto-rmm.md 3 and 10: how many 429s within a minute lead to the block is unconfirmed.',
  },
  'dattoRmm.accountWriteLimit': {
    settings: ['600', '100'],
    source: 'datto-rmm.md 3: writes are documented as 100 a minute, the live aggregate is 600.',
  },
  'dattoRmm.readWriteBuckets': {
    settings: ['separate', 'legacy'],
    source: 'datto-rmm.md 3: on older accounts writes may also count in the read bucket.',
  },
  'dattoRmm.requestRateCalls': {
    settings: ['counted', 'free'],
    source: 'datto-rmm.md 3: whether request_rate itself counts as a read is unconfirmed.',
  },
  'dattoRmm.tokenCalls': {
    settings: ['free', 'counted'],
    source: 'datto-rmm.md 3: whether the token call counts is unconfirmed.',
  },
  'dattoRmm.failedCalls': {
    settings: ['counted', 'free'],
    source: 'datto-rmm.md 3: one client assumes that every request with a status counts.',
  },
  'dattoRmm.maxAbove250': {
    settings: ['clamped', 'refused'],
    source: 'datto-rmm.md 4: max above 250 is clamped or answered 400, unconfirmed.',
  },
  'dattoRmm.invalidPageParameter': {
    settings: ['refused', 'ignored'],
    source: 'datto-rmm.md 4: negative or non-numeric page and max are unconfirmed.',
  },
  'dattoRmm.pagePastEnd': {
    settings: ['empty', 'notFound'],
    source: 'datto-rmm.md 4: a page beyond the end is unconfirmed.',
  },
  'dattoRmm.lastNextPageUrl': {
    settings: ['null', 'emptyText', 'absent'],
    source: 'datto-rmm.md 4: null on the last page; treat an empty text or its absence as the end.',
  },
  'dattoRmm.nextPageUrlFilters': {
    settings: ['kept', 'dropped'],
    source:
      'datto-rmm.md 4: nextPageUrl may drop filter parameters, which and where is not stated.',
  },
  'dattoRmm.sortOrder': {
    settings: ['id', 'name', 'newestFirst'],
    source: 'datto-rmm.md 4 and 10: no sort order is documented.',
  },
  'dattoRmm.filterCase': {
    settings: ['insensitive', 'sensitive'],
    source: 'datto-rmm.md 5.0: case sensitivity of LIKE filters is unconfirmed.',
  },
  'dattoRmm.filtersCombined': {
    settings: ['and', 'or'],
    source: 'datto-rmm.md 5.0: several filters are assumed to combine with AND, unconfirmed.',
  },
  'dattoRmm.deviceTypeFilter': {
    settings: ['both', 'category', 'type'],
    source: 'datto-rmm.md 10: what the deviceType filter matches on is unconfirmed.',
  },
  'dattoRmm.errorPath': {
    settings: ['withoutApi', 'withApi'],
    source: 'datto-rmm.md 5.0: whether path in ErrorResponse starts with /api is unconfirmed.',
  },
  'dattoRmm.errorMessage': {
    settings: ['absent', 'present'],
    source: 'datto-rmm.md 10: whether ErrorResponse has an extra message is unconfirmed.',
  },
  'dattoRmm.emptyWriteStatus': {
    settings: ['200', '204'],
    source: 'datto-rmm.md 5.1: writes answer 200 without content; a client must accept 204 too.',
  },
  'dattoRmm.duplicateSiteName': {
    settings: ['accepted', 'conflict'],
    source: 'datto-rmm.md 5.3: the result of a duplicate site name is unconfirmed, 409 is listed.',
  },
  'dattoRmm.siteNotes': {
    settings: ['alwaysNull', 'stored'],
    source: 'datto-rmm.md 5.3: notes and proxySettings were null everywhere in one live account.',
  },
  'dattoRmm.deletedDevicesUid': {
    settings: ['DELETED_DEVICES', 'Deleted Devices', '0'],
    source: 'datto-rmm.md 6: the uid of "Deleted Devices" is no GUID; its value is unconfirmed.',
  },
  'dattoRmm.deletedDevicesByUid': {
    settings: ['404', '400', '200'],
    source:
      'datto-rmm.md 6: how site calls answer for the uid of "Deleted Devices" is unconfirmed.',
  },
  'dattoRmm.deletedDevicesSiteCount': {
    settings: ['zero', 'counted'],
    source:
      'datto-rmm.md 6: whether "Deleted Devices" counts its devices in devicesStatus is unconfirmed.',
  },
  'dattoRmm.invisibleSite': {
    settings: ['403', '404'],
    source:
      'datto-rmm.md 9.10 and 10: how a site that the user may not see answers is unconfirmed.',
  },
  'dattoRmm.invisibleSitesInLists': {
    settings: ['omitted', 'listed'],
    source: 'datto-rmm.md 9.10: the omission of such sites from lists is unconfirmed.',
  },
  'dattoRmm.restrictedUserAccountData': {
    settings: ['forbidden', 'allowed'],
    source:
      'datto-rmm.md 5.1 and 10: users and account variables for a restricted user are unconfirmed.',
  },
  'dattoRmm.duplicateVariableName': {
    settings: ['409', '400'],
    source: 'datto-rmm.md 5.10: names are unique in their scope; the status is not stated.',
  },
  'dattoRmm.partialVariableUpdate': {
    settings: ['keeps', 'wipes', 'refused'],
    source: 'datto-rmm.md 5.10: an update with only name or value may wipe the other, unconfirmed.',
  },
  'dattoRmm.maskedValue': {
    settings: ['masked', 'clear', 'null'],
    source: 'datto-rmm.md 5.10: the value of a masked variable in a read is unconfirmed.',
  },
  'dattoRmm.deviceUdf': {
    settings: ['present', 'omitted'],
    source:
      'datto-rmm.md 5.4: live v2 devices carried udf, the schema of build 235 no longer lists it.',
  },
  'dattoRmm.deviceDates': {
    settings: ['epochMs', 'iso'],
    source:
      'datto-rmm.md 5.0: epoch milliseconds are confirmed; one trimmed example shows ISO text.',
  },
  'dattoRmm.systemStartedForm': {
    settings: ['iso', 'epochMs'],
    source: 'datto-rmm.md 5.0: StatusResponse.started, number or string, is unconfirmed.',
  },
  'dattoRmm.accountDeviceList': {
    settings: ['complete', 'missesAThird'],
    source: 'datto-rmm.md 7.1: the account-wide device list has returned a subset.',
  },
  'dattoRmm.macForm': {
    settings: ['colons', 'bare', 'dashes'],
    source: 'datto-rmm.md 5.6 and 10: the form of a MAC in answers is unconfirmed.',
  },
  'dattoRmm.biosReleaseDate': {
    settings: ['epochMs', 'iso', 'null'],
    source: 'datto-rmm.md 5.0 and 9.4: bios.releaseDate is a number, a text or null.',
  },
  'dattoRmm.auditOfOtherClasses': {
    settings: ['400', '404', '200'],
    source:
      'datto-rmm.md 7.3 and 10: the audit of network devices and unknown ones is unconfirmed.',
  },
} as const satisfies Record<string, SwitchDefinition>;
