import type { EventType } from '../../rules/gravityzone/events/event-types.ts';
import { Switches, type SwitchName } from '../../sandbox/switches/switches.ts';
import type { Settings } from './case-types.ts';

/*
 * What the vendors' pages leave open, and the events that it bears on. Where a setting leads to
 * something else, the case says so (`otherwise`); everywhere else the end is the same.
 */

const made: EventType[] = [
  'destination-creation',
  'destination-deleted',
  'association-missing',
  'prefix-association-missing',
];
const listed: EventType[] = ['destination-moved', 'destination-deleted', 'association-missing'];

export const bearings: Partial<Record<SwitchName, readonly EventType[]>> = {
  'gravityzone.companyNameScope': made,
  'gravityzone.companyNameEquality': made,
  'gravityzone.duplicateCompanyNameCode': ['destination-creation', 'destination-deleted'],
  'gravityzone.duplicateCompanyNameText': ['destination-creation', 'destination-deleted'],
  'gravityzone.deletedCompanyName': ['destination-deleted'],
  'gravityzone.angleBracketsInName': ['destination-creation'],
  'gravityzone.vanishedCompanyCode': ['destination-deleted', 'source-deleted'],
  'gravityzone.outOfSightCode': ['destination-deleted'],
  'gravityzone.unknownPackageCode': ['destination-deleted'],
  'gravityzone.companyDetailsParentId': ['destination-moved'],
  'gravityzone.findIncludesOwn': made,
  'gravityzone.findCase': made,
  'gravityzone.foldersInCompaniesList': listed,
  'gravityzone.inventoryCompanyId': listed,
  'gravityzone.inventoryParentId': listed,
  'gravityzone.inventoryDetails': listed,
  'gravityzone.illegalMoveCode': ['destination-moved'],
  'gravityzone.packagesOnMove': ['destination-moved'],
  'gravityzone.packagesOnDelete': ['destination-deleted', 'source-deleted'],
  'gravityzone.partnerWithChildrenCode': ['source-deleted'],
  'gravityzone.duplicatePackageScope': ['destination-deleted'],
  'gravityzone.duplicatePackageCode': ['destination-deleted'],
  'gravityzone.duplicatePackageText': ['destination-deleted'],
  'gravityzone.createPackageForm': made,
  'gravityzone.kitBuild': made,
  'gravityzone.linkWhileBuilding': made,
  'gravityzone.linksOrder': made,
  'gravityzone.unmanageableCompany': ['association-missing'],
  'gravityzone.dateForm': made,
  'dattoRmm.invisibleSite': ['source-deleted'],
  'dattoRmm.invisibleSitesInLists': ['source-deleted'],
  'dattoRmm.deletedDevicesUid': ['source-deleted'],
  'dattoRmm.deletedDevicesByUid': ['source-deleted'],
  'dattoRmm.deletedDevicesSiteCount': ['source-deleted'],
  'dattoRmm.partialVariableUpdate': ['destination-deleted'],
  'dattoRmm.emptyWriteStatus': ['destination-deleted'],
};

/** Settings are tried out together; these are kept apart, since one would hide what another does. */
const apart: Partial<Record<SwitchName, readonly [string, string, string, string]>> = {
  'gravityzone.companyNameScope': ['instance', 'parent', 'tree', 'none'],
  'gravityzone.companyNameEquality': [
    'exact',
    'trimmedIgnoringCaseNfc',
    'ignoringCase',
    'ignoringCase',
  ],
  'gravityzone.duplicateCompanyNameCode': ['-32002', '-32001', '-32000', '-32602'],
  'gravityzone.duplicateCompanyNameText': ['taken', 'exists', 'exists', 'exists'],
  'gravityzone.deletedCompanyName': ['freed', 'freed', 'kept', 'freed'],
  'gravityzone.vanishedCompanyCode': ['-32602', '-32001', '-32002', '-32002'],
  'gravityzone.outOfSightCode': ['-32602', '-32002', '-32602', '-32001'],
  'gravityzone.packagesOnMove': ['newLinks', 'removed', 'kept', 'kept'],
  // A kit that is never built leaves every association unfinished: runs.test.ts has that.
  'gravityzone.kitBuild': ['instant', 'tenSeconds', 'quick', 'quick'],
  'dattoRmm.invisibleSite': ['404', '403', '404', '403'],
  'dattoRmm.invisibleSitesInLists': ['omitted', 'listed', 'omitted', 'listed'],
};
const endless = 'never';

/** Each setting but the first of every switch is in one of these; the matrix itself has the first. */
export const rounds: readonly Settings[] = [1, 2, 3, 4].map((round) =>
  Object.fromEntries(
    new Switches()
      .list()
      .map(({ name, settings }) => [
        name,
        apart[name]?.[round - 1] ?? settings[round] ?? settings[0] ?? '',
      ]),
  ),
);

/** Every setting that bears on an event, with the round that tries it; -1 for the switch's first. */
export const tried = new Switches().list().flatMap(({ name, settings }) =>
  settings
    .filter((value) => value !== endless)
    .flatMap((value, index) => {
      const round = rounds.findIndex((settings) => settings[name] === value);
      return { name, value, round, first: index === 0 };
    }),
);
