import { describe, expect, it } from 'vitest';
import { openStoppedSandbox } from '../client-for-tests.ts';
import { gravityzoneSwitches } from '../switches/gravityzone.ts';
import * as see from './observations-for-tests.ts';

const codes = (...values: string[]) => Object.fromEntries(values.map((value) => [value, value]));
const anyCode = codes('-32602', '-32002', '-32001', '-32000');
const taken = 'Old Mill Antiques';
const unlicensed = { roles: { exchange: 1 } };
const id = 'e'.repeat(24);
const oneAtOnce = { rateScale: 0.1 };

/** What each setting is observed to do; the first of every switch is the default. */
const observations: Record<
  keyof typeof gravityzoneSwitches,
  [see.Observe, Record<string, unknown>, object?]
> = {
  'gravityzone.duplicateCompanyNameCode': [see.createNamed(taken), anyCode],
  'gravityzone.duplicateCompanyNameText': [see.createdText(taken), { exists: true, taken: false }],
  'gravityzone.companyNameEquality': [
    see.nameEquality,
    {
      ignoringCase: ['-32602', 'done'],
      exact: ['done', 'done'],
      trimmedIgnoringCaseNfc: ['-32602', '-32602'],
    },
  ],
  'gravityzone.companyNameScope': [
    see.nameScope,
    {
      instance: ['-32602', '-32602', '-32602'],
      tree: ['done', '-32602', '-32602'],
      parent: ['done', 'done', '-32602'],
      none: ['done', 'done', 'done'],
    },
  ],
  'gravityzone.deletedCompanyName': [see.nameOfDeleted, { freed: 'done', kept: '-32602' }],
  'gravityzone.angleBracketsInName': [
    see.createNamed('Smith <Holdings>'),
    { refused: '-32602', accepted: 'done' },
  ],
  'gravityzone.vanishedCompanyCode': [see.byDeletedId, codes('-32002', '-32602', '-32001')],
  'gravityzone.outOfSightCode': [see.byForeignId, codes('-32001', '-32602', '-32002')],
  'gravityzone.malformedIdCode': [
    see.outcome('companies.getCompanyDetails', { companyId: 'short' }),
    anyCode,
  ],
  'gravityzone.ownIdCode': [see.outcome('packages.getPackagesList'), anyCode],
  'gravityzone.companyDetailsParentId': [see.details('parentId'), { absent: false, present: true }],
  'gravityzone.companyDetailsLicense': [
    see.details('licenseSubscription'),
    { absent: false, present: true },
  ],
  'gravityzone.findIncludesOwn': [see.find('Harbourline'), { no: 0, yes: 1 }],
  'gravityzone.findCase': [see.find('hartley'), { insensitive: 1, sensitive: 0 }],
  'gravityzone.partnerWithChildrenCode': [see.deletePartner, anyCode],
  'gravityzone.suspendRecursive': [see.suspendPlainly, { optional: 'done', required: '-32602' }],
  'gravityzone.foldersInCompaniesList': [see.listWithFolder, { apart: false, included: true }],
  'gravityzone.illegalMoveCode': [see.illegalMove, anyCode],
  'gravityzone.packagesOnMove': [
    see.packageAfterMove,
    { kept: [true, true], newLinks: [true, false], removed: [false, false] },
  ],
  'gravityzone.packagesOnDelete': [see.packagesAfterDelete, { removed: 0, kept: 1 }],
  'gravityzone.inventoryCompanyId': [see.member('companyId'), { parent: 'root', self: 'self' }],
  'gravityzone.inventoryParentId': [
    see.member('parentIds'),
    {
      folderOrContainer: ['folder', 'container'],
      folderOrCompany: ['folder', 'root'],
      company: ['root', 'root'],
    },
  ],
  'gravityzone.inventoryDetails': [
    see.member('details'),
    { empty: false, filled: true, absent: 'absent' },
  ],
  'gravityzone.pagesCountWhenEmpty': [see.emptyPage, { '0': 0, '1': 1 }],
  'gravityzone.pagePastEnd': [see.pastEnd, { error: '-32602', empty: 'done' }],
  'gravityzone.licenseInfoForm': [
    see.licenseForms,
    { byParameter: [false, true], object: [false, false], array: [true, true] },
  ],
  'gravityzone.trialFlags': [see.trialFlag, { present: true, absent: false }],
  'gravityzone.monthlyOmittedFlags': [see.omittedFlag, { reset: false, kept: true }],
  'gravityzone.createPackageForm': [
    see.createPackage(),
    {
      array: [{ records: [expect.any(String)], success: true }],
      object: { records: [expect.any(String)], success: true },
    },
  ],
  'gravityzone.duplicatePackageScope': [
    see.duplicateScope,
    {
      company: ['refused', 'done'],
      tenant: ['refused', 'refused'],
      allowed: ['done', 'done'],
    },
  ],
  'gravityzone.duplicatePackageCode': [see.made({ packageName: 'Workstations' }), anyCode],
  'gravityzone.duplicatePackageText': [see.duplicateText, { exists: true, taken: false }],
  'gravityzone.unlicensedModule': [see.made(unlicensed), { refused: '-32001', dropped: 'done' }],
  'gravityzone.unlicensedModuleCode': [see.made(unlicensed), anyCode],
  'gravityzone.unknownModule': [
    see.made({ modules: { exploit: 1 } }),
    { refused: '-32602', ignored: 'done' },
  ],
  'gravityzone.packageDetailsProductType': [
    see.packageDetail('productType'),
    { absent: false, present: true },
  ],
  'gravityzone.updatePackageResult': [
    see.updated,
    {
      null: null,
      array: [{ records: [expect.any(String)], success: true }],
      true: true,
    },
  ],
  'gravityzone.unknownPackageCode': [
    see.outcome('packages.getPackageDetails', { packageId: id }),
    anyCode,
  ],
  'gravityzone.unknownPackageName': [
    see.outcome('packages.getInstallationLinks', { packageName: 'None' }),
    { emptyArray: 'done', error: '-32002' },
  ],
  'gravityzone.securityServerPackage': [see.listedPackages, { absent: [4], listed: [3, 4] }],
  'gravityzone.kitBuild': [
    see.newLink,
    {
      quick: [true, true, 1],
      instant: [true, true, 2],
      tenSeconds: [true, true, 1],
      never: [true, true, 1],
    },
  ],
  'gravityzone.linkWhileBuilding': [
    see.newLink,
    { present: [true, true, 1], absent: [true, false, 1], noEntry: [false, false, 'none'] },
  ],
  'gravityzone.linkStatus': [
    see.newLink,
    { present: [true, true, 1], absent: [true, true, 'none'] },
  ],
  'gravityzone.linksOrder': [
    see.linkNames,
    { oldestFirst: ['Workstations', 'Made'], newestFirst: ['Made', 'Workstations'] },
  ],
  'gravityzone.unmanageableCompany': [see.unmanageable, { refused: '-32001', allowed: 'done' }],
  'gravityzone.unauthorizedBody': [
    see.unauthorized,
    { json: [401, 'json'], html: [401, 'html'], empty: [401, 'empty'] },
  ],
  'gravityzone.apiNotAllowed': [see.notAllowed, codes('403/-32000', '200/-32001', '403/-32001')],
  'gravityzone.rateLimitAnswer': [
    see.limited,
    {
      html429: [429, '60', 'html', 'none'],
      json429: [429, '60', 'json', -32003],
      rpc200: [200, null, 'json', -32003],
    },
    oneAtOnce,
  ],
  'gravityzone.rateLimitRetryAfter': [
    see.limited,
    {
      '60': [429, '60', 'html', 'none'],
      '60, 60': [429, '60, 60', 'html', 'none'],
      absent: [429, null, 'html', 'none'],
    },
    oneAtOnce,
  ],
  'gravityzone.rateBuckets': [
    see.refusedOf(24, 'companies.getCompanyDetails', 'network.getCompaniesList'),
    { perMethod: 0, perRow: 4 },
  ],
  'gravityzone.companyCallsLimit': [
    see.refusedOf(14, 'companies.getCompanyDetails'),
    { tenPerSecond: 0, fivePerSecond: 4 },
  ],
  'gravityzone.inventoryLimit': [
    see.refusedOf(14, 'network.getNetworkInventoryItems'),
    { fivePerSecond: 4, tenPerSecond: 0 },
  ],
  'gravityzone.batches': [see.batch, { refused200: 200, refused400: 400 }],
  'gravityzone.nullParams': [
    see.outcome('companies.getCompanyDetails', { companyId: null }),
    { omitted: 'done', refused: '-32602' },
  ],
  'gravityzone.dateForm': [see.dates, { noOffset: '', offset: '+00:00' }],
};

describe('The scope of company names', () => {
  const other = '-32602';

  it.each([
    ['instance', [other, other, other]],
    ['tree', ['done', other, other]],
    ['parent', ['done', 'done', other]],
    ['none', ['done', 'done', 'done']],
  ])('of "%s" holds for a rename as for a new company', async (scope, expected) => {
    const { client } = await openStoppedSandbox();
    await client.set({ 'gravityzone.companyNameScope': scope });
    expect(await see.renameScope(client)).toEqual(expected);
  });

  it('of "none" allows several of one name under one parent', async () => {
    const { client } = await openStoppedSandbox();
    await client.set({
      'gravityzone.companyNameScope': 'none',
      'gravityzone.deletedCompanyName': 'kept',
    });
    expect(await see.nameOfDeleted(client)).toBe('done');
    expect(await see.createNamed(taken)(client)).toBe('done');
    const { companies } = (await client.state()).gravityzone;
    const namesakes = companies.filter(({ name }) => name === taken);
    expect(namesakes).toHaveLength(2);
    expect(namesakes[0]?.parentId).toBe(namesakes[1]?.parentId);
  });

  it.each([
    ['instance', 'done'],
    ['tree', 'done'],
    ['parent', other],
    ['none', 'done'],
  ])('of "%s" lets a move end under a namesake’s parent: %s', async (scope, expected) => {
    const { client } = await openStoppedSandbox();
    await client.set({ 'gravityzone.companyNameScope': scope });
    expect(await see.moveToNamesake(client)).toEqual([expected, expected]);
  });
});

describe('Every GravityZone switch', () => {
  const cases = Object.entries(observations).flatMap(([name, [observe, settings, options]]) => {
    const definition = gravityzoneSwitches[name as keyof typeof gravityzoneSwitches];
    return definition.settings.map(
      (setting) => [name, setting, observe, settings[setting], options] as const,
    );
  });

  it.each(cases)('%s does as "%s" says', async (name, setting, observe, expected, options) => {
    const { client } = await openStoppedSandbox(options ?? {});
    await client.set({ [name]: setting });
    expect(await observe(client)).toEqual(expected);
  });
});
