import type { SwitchDefinition } from './definition.ts';

const codes = ['-32602', '-32002', '-32001', '-32000'] as const;

/** What gravityzone.md leaves unconfirmed and the sandbox simulates. The first setting is the default. */
export const gravityzoneSwitches = {
  'gravityzone.duplicateCompanyNameCode': {
    settings: codes,
    source: 'gravityzone.md 13.1: the code for a duplicate company name is unconfirmed.',
  },
  'gravityzone.duplicateCompanyNameText': {
    settings: ['exists', 'taken'],
    source: 'gravityzone.md 8: wording is invented; one live client looks for "exist" in it.',
  },
  'gravityzone.companyNameEquality': {
    settings: ['ignoringCase', 'exact', 'trimmedIgnoringCaseNfc'],
    source: 'gravityzone.md 7 and 13.1: the case rule of company name uniqueness is unconfirmed.',
  },
  'gravityzone.companyNameScope': {
    settings: ['instance', 'tree', 'parent', 'none'],
    source:
      'gravityzone.md 7 and 13.1: how far company names must be unique, if at all, is unconfirmed.',
  },
  'gravityzone.deletedCompanyName': {
    settings: ['freed', 'kept'],
    source:
      'gravityzone.md 13.12: whether a deleted company frees its name at once is unconfirmed.',
  },
  'gravityzone.angleBracketsInName': {
    settings: ['refused', 'accepted'],
    source:
      'gravityzone.md 3.4: a live tool refuses < and > in names; what the server does is unconfirmed.',
  },
  'gravityzone.vanishedCompanyCode': {
    settings: ['-32002', '-32602', '-32001'],
    source:
      'gravityzone.md 1.5 and 13.2: sources do not settle the code for a vanished company id.',
  },
  'gravityzone.outOfSightCode': {
    settings: ['-32001', '-32602', '-32002'],
    source: 'gravityzone.md 13.2: the code for a company out of the key’s sight is unconfirmed.',
  },
  'gravityzone.malformedIdCode': {
    settings: ['-32602', '-32002', '-32001', '-32000'],
    source: 'gravityzone.md 2 and 13.2: the code for a malformed id is inferred.',
  },
  'gravityzone.ownIdCode': {
    settings: codes,
    source:
      'gravityzone.md 1.5: the code for one’s own id where a managed company is needed is unconfirmed.',
  },
  'gravityzone.companyDetailsParentId': {
    settings: ['absent', 'present'],
    source: 'gravityzone.md 3.1 and 13.3: a parent id in getCompanyDetails is unconfirmed.',
  },
  'gravityzone.companyDetailsLicense': {
    settings: ['absent', 'present'],
    source: 'gravityzone.md 3.1 and 13.3: licenseSubscription in getCompanyDetails is unconfirmed.',
  },
  'gravityzone.findIncludesOwn': {
    settings: ['no', 'yes'],
    source:
      'gravityzone.md 3.3: whether findCompaniesByName includes the own company is unconfirmed.',
  },
  'gravityzone.findCase': {
    settings: ['insensitive', 'sensitive'],
    source: 'gravityzone.md 3.3: the case sensitivity of findCompaniesByName is unconfirmed.',
  },
  'gravityzone.partnerWithChildrenCode': {
    settings: codes,
    source: 'gravityzone.md 3.6: the error for deleting a partner with companies is unconfirmed.',
  },
  'gravityzone.suspendRecursive': {
    settings: ['optional', 'required'],
    source:
      'gravityzone.md 3.7: two clients send recursive as required; it was absent in the old guide.',
  },
  'gravityzone.foldersInCompaniesList': {
    settings: ['apart', 'included'],
    source: 'gravityzone.md 4.1 and 13.5: companies in folders under the parent are unconfirmed.',
  },
  'gravityzone.illegalMoveCode': {
    settings: codes,
    source: 'gravityzone.md 4.3 and 13.6: errors for illegal destinations are unconfirmed.',
  },
  'gravityzone.packagesOnMove': {
    settings: ['kept', 'newLinks', 'removed'],
    source: 'gravityzone.md 13.6: the effect of a move on packages is unconfirmed.',
  },
  'gravityzone.packagesOnDelete': {
    settings: ['removed', 'kept'],
    source:
      'gravityzone.md 3.6 and 13.12: the fate of a deleted company’s packages is unconfirmed.',
  },
  'gravityzone.inventoryCompanyId': {
    settings: ['parent', 'self'],
    source:
      'gravityzone.md 7 and 13.4: companyId of a company item is its parent’s id, or its own.',
  },
  'gravityzone.inventoryParentId': {
    settings: ['folderOrContainer', 'folderOrCompany', 'company'],
    source: 'gravityzone.md 4.5 and 13.4: what parentId of a company item holds is unconfirmed.',
  },
  'gravityzone.inventoryDetails': {
    settings: ['empty', 'filled', 'absent'],
    source: 'gravityzone.md 4.5 and 13.4: the details of a company item are unconfirmed.',
  },
  'gravityzone.pagesCountWhenEmpty': {
    settings: ['0', '1'],
    source: 'gravityzone.md 2: pagesCount of an empty list is unconfirmed.',
  },
  'gravityzone.pagePastEnd': {
    settings: ['error', 'empty'],
    source: 'gravityzone.md 1.5: -32602 past the end is seen in one client only.',
  },
  'gravityzone.licenseInfoForm': {
    settings: ['byParameter', 'object', 'array'],
    source: 'gravityzone.md 6.1 and 13.9: getLicenseInfo answers an object or an array.',
  },
  'gravityzone.trialFlags': {
    settings: ['present', 'absent'],
    source: 'gravityzone.md 6.2 and 13.9: which manage flags appear on trials is unconfirmed.',
  },
  'gravityzone.monthlyOmittedFlags': {
    settings: ['reset', 'kept'],
    source:
      'gravityzone.md 6.3 and 13.10: whether an omitted flag resets an add-on is unconfirmed.',
  },
  'gravityzone.createPackageForm': {
    settings: ['array', 'object'],
    source: 'gravityzone.md 5.1: an array is documented; accept an object too.',
  },
  'gravityzone.duplicatePackageScope': {
    settings: ['company', 'tenant', 'allowed'],
    source:
      'gravityzone.md 5.1: uniqueness of package names, per company or tenant, is unconfirmed.',
  },
  'gravityzone.duplicatePackageCode': {
    settings: codes,
    source: 'gravityzone.md 5.1 and 13.1: the code for a duplicate package name was not found.',
  },
  'gravityzone.duplicatePackageText': {
    settings: ['exists', 'taken'],
    source: 'gravityzone.md 5.1: a live tool takes any text with "exist" for a duplicate package.',
  },
  'gravityzone.unlicensedModule': {
    settings: ['refused', 'dropped'],
    source: 'gravityzone.md 5.1 and 13.7: a module outside the subscription, error or dropped.',
  },
  'gravityzone.unlicensedModuleCode': {
    settings: ['-32001', '-32602', '-32002', '-32000'],
    source: 'gravityzone.md 1.5 and 13.7: one fixture has -32001 for a missing licence.',
  },
  'gravityzone.unknownModule': {
    settings: ['refused', 'ignored'],
    source: 'gravityzone.md 5.1: what an unknown module key leads to is not stated.',
  },
  'gravityzone.packageDetailsProductType': {
    settings: ['absent', 'present'],
    source: 'gravityzone.md 5.3: productType in getPackageDetails is unconfirmed.',
  },
  'gravityzone.updatePackageResult': {
    settings: ['null', 'array', 'true'],
    source: 'gravityzone.md 5.4: the result of updatePackage is unconfirmed.',
  },
  'gravityzone.unknownPackageCode': {
    settings: ['-32002', '-32602', '-32001', '-32000'],
    source: 'gravityzone.md 8: the error for an unknown package is invented.',
  },
  'gravityzone.unknownPackageName': {
    settings: ['emptyArray', 'error'],
    source: 'gravityzone.md 5.6: an unknown packageName gives an empty array, or else.',
  },
  'gravityzone.securityServerPackage': {
    settings: ['absent', 'listed'],
    source: 'gravityzone.md 5.2: "Default Security Server Package" may be in the list.',
  },
  'gravityzone.kitBuild': {
    settings: ['quick', 'instant', 'tenSeconds', 'never'],
    source:
      'gravityzone.md 5.6 and 13.8: kits are built asynchronously; how long it takes is not stated.',
  },
  'gravityzone.linkWhileBuilding': {
    settings: ['present', 'absent', 'noEntry'],
    source: 'gravityzone.md 5.6 and 13.8: links while a kit is building are unconfirmed.',
  },
  'gravityzone.linkStatus': {
    settings: ['present', 'absent'],
    source: 'gravityzone.md 5.6: a status object was seen; whether it always comes is unconfirmed.',
  },
  'gravityzone.linksOrder': {
    settings: ['oldestFirst', 'newestFirst'],
    source: 'gravityzone.md 5.6: the order of links is not documented.',
  },
  'gravityzone.unmanageableCompany': {
    settings: ['refused', 'allowed'],
    source: 'gravityzone.md 7: calls for a company not manageable by above are expected to fail.',
  },
  'gravityzone.unauthorizedBody': {
    settings: ['json', 'html', 'empty'],
    source: 'gravityzone.md 1.5 and 13.11: whether the body of a 401 is JSON is unconfirmed.',
  },
  'gravityzone.apiNotAllowed': {
    settings: ['403/-32000', '200/-32001', '403/-32001'],
    source: 'gravityzone.md 1.5 and 13.11: two variants were reported for an API not on the key.',
  },
  'gravityzone.rateLimitAnswer': {
    settings: ['html429', 'json429', 'rpc200'],
    source: 'gravityzone.md 1.5: -32003 can arrive with 429 or 200; live 429s are nginx HTML.',
  },
  'gravityzone.rateLimitRetryAfter': {
    settings: ['60', '60, 60', 'absent'],
    source: 'gravityzone.md 1.6: Retry-After was seen as 60 and doubled as "60, 60".',
  },
  'gravityzone.rateBuckets': {
    settings: ['perMethod', 'perRow'],
    source: 'gravityzone.md 1.6: whether the methods of one row share a bucket is unconfirmed.',
  },
  'gravityzone.companyCallsLimit': {
    settings: ['tenPerSecond', 'fivePerSecond'],
    source:
      'gravityzone.md 1.6: one copy of the page lists createCompany and getCompanyDetails at 5/s.',
  },
  'gravityzone.inventoryLimit': {
    settings: ['fivePerSecond', 'tenPerSecond'],
    source: 'gravityzone.md 1.6: getNetworkInventoryItems is 5/s in one project’s notes only.',
  },
  'gravityzone.batches': {
    settings: ['refused200', 'refused400'],
    source: 'gravityzone.md 1.2: batches are not supported; how they are refused is not stated.',
  },
  'gravityzone.nullParams': {
    settings: ['omitted', 'refused'],
    source: 'gravityzone.md 1.2: what null for an optional parameter does is unconfirmed.',
  },
  'gravityzone.dateForm': {
    settings: ['noOffset', 'offset'],
    source:
      'gravityzone.md 2: most dates have no offset, some newer ones carry +00:00; parse both.',
  },
} as const satisfies Record<string, SwitchDefinition>;
