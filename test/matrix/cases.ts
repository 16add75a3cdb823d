import { mostColumn, type End, type Finding, type SixCells } from './case-types.ts';

/*
 * The one source of the matrix: what is found, and what a run does with it. The tests play every
 * cell on the sandbox, the README shows the same table. Written by hand from spec 3.4 to 3.6.
 */

const associated: End = { companies: ['Abc'], associated: 'Abc', link: 'ready' };
const unmapped = (...companies: string[]): End => ({ companies, associated: null, link: 'none' });

const never: SixCells = ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'];
const onlyAPerson: SixCells = ['waits', 'waits', 'waits', 'waits', 'waits', 'waits'];

const created = {
  effects: ['create company Abc', 'create package', 'create variable'],
  end: associated,
};
const takenBack = { effects: ['create package', 'create variable'], end: associated };

export const findings = {
  'name-unusable': {
    event: 'destination-creation',
    found:
      'a site without an association whose name, with the prefix that the settings want, is over 64 characters or holds `<` or `>`',
    change: 'siteOfLongName',
    runs: ['nothing', 'nothing', 'nothing', 'nothing', 'waits', 'waits'],
    before: unmapped(),
  },
  'name-of-associated-company': {
    event: 'destination-creation',
    found: 'the only company of its name is associated with another site',
    change: 'nameOfAssociatedCompany',
    runs: ['nothing', 'nothing', 'nothing', 'nothing', 'waits', 'waits'],
    before: unmapped('Abc'),
  },
  'name-out-of-sight': {
    event: 'destination-creation',
    found: 'GravityZone refuses its name as taken, and no company of that name is in view',
    change: 'nameOutOfSight',
    runs: ['lists', 'lists', 'lists', 'lists', 'waits', 'lists'],
    before: unmapped('Abc of another partner'),
    otherwise: [
      {
        when: { 'gravityzone.companyNameScope': 'tree' },
        says: {
          vendor: 'wants names to be unique in one partner’s tree only',
          happens: 'the company is created and associated',
        },
        runs: 'creates',
        handled: {
          ...created,
          end: { ...associated, companies: ['Abc', 'Abc of another partner'] },
        },
      },
      {
        when: { 'gravityzone.companyNameScope': 'parent' },
        says: {
          vendor: 'wants names to be unique under one parent only, or not at all',
          happens: 'the company is created and associated',
        },
        runs: 'creates',
        handled: {
          ...created,
          end: { ...associated, companies: ['Abc', 'Abc of another partner'] },
        },
      },
      {
        when: { 'gravityzone.companyNameScope': 'none' },
        runs: 'creates',
        handled: {
          ...created,
          end: { ...associated, companies: ['Abc', 'Abc of another partner'] },
        },
      },
      {
        when: { 'gravityzone.duplicateCompanyNameText': 'taken' },
        says: {
          vendor: 'refuses a taken name in words without “exist”',
          happens: 'a problem of the run, no event; the next run tries again',
        },
        runs: 'tells',
      },
    ],
  },
  'name-out-of-sight-in-capitals': {
    event: 'destination-creation',
    found: null,
    change: 'nameOutOfSightInCapitals',
    runs: ['lists', 'lists', 'lists', 'lists', 'waits', 'lists'],
    before: unmapped('ABC of another partner'),
    otherwise: [
      {
        when: { 'gravityzone.companyNameEquality': 'exact' },
        says: {
          vendor: 'takes names as different that differ in case',
          happens:
            'the company is created and associated, unless one of its name in any case is in view',
        },
        runs: 'creates',
        handled: {
          ...created,
          end: { ...associated, companies: ['ABC of another partner', 'Abc'] },
        },
      },
      {
        when: { 'gravityzone.companyNameScope': 'tree' },
        runs: 'creates',
        handled: {
          ...created,
          end: { ...associated, companies: ['ABC of another partner', 'Abc'] },
        },
      },
      {
        when: { 'gravityzone.companyNameScope': 'parent' },
        runs: 'creates',
        handled: {
          ...created,
          end: { ...associated, companies: ['ABC of another partner', 'Abc'] },
        },
      },
      {
        when: { 'gravityzone.companyNameScope': 'none' },
        runs: 'creates',
        handled: {
          ...created,
          end: { ...associated, companies: ['ABC of another partner', 'Abc'] },
        },
      },
      {
        when: { 'gravityzone.duplicateCompanyNameText': 'taken' },
        runs: 'tells',
      },
    ],
  },

  'company-moved': {
    event: 'destination-moved',
    found: 'the associated company is under another partner than when it was associated',
    change: 'companyMovedToPartner',
    runs: ['waits', 'waits', 'handles', 'waits', 'handles', 'waits'],
    before: { ...associated, companies: ['Abc under a partner'] },
    handled: { says: 'moves it back', effects: ['move company Abc'], end: associated },
    otherwise: [
      {
        when: { 'gravityzone.packagesOnMove': 'newLinks' },
        says: {
          vendor: 'gives packages new links when their company moves',
          happens: 'it is moved back; the variable’s old link is shown as drift, for `repair`',
        },
        runs: 'handles',
        handled: { effects: ['move company Abc'], end: { ...associated, link: 'stale' } },
      },
      {
        when: { 'gravityzone.packagesOnMove': 'removed' },
        says: {
          vendor: 'removes packages when their company moves',
          happens: 'it is moved back; the missing package is shown as drift, for `repair`',
        },
        runs: 'handles',
        handled: { effects: ['move company Abc'], end: { ...associated, link: 'stale' } },
      },
    ],
  },

  'company-deleted': {
    event: 'destination-deleted',
    found: 'the associated company is gone: GravityZone answers *not found* for its id',
    change: 'companyDeleted',
    runs: [
      'waits',
      'waits',
      'handles-when-seen-twice',
      'waits',
      'handles-when-seen-twice',
      'waits',
    ],
    before: { companies: [], associated: 'gone', link: 'stale' },
    handled: {
      says: 'creates a new company, prefix settings applied, and associates it',
      effects: ['create company Abc', 'create package', 'update variable'],
      end: associated,
    },
    otherwise: [
      {
        when: { 'gravityzone.vanishedCompanyCode': '-32001' },
        says: {
          vendor: 'answers *not authorized* for the id of a deleted company',
          happens: 'the event waits for a person, as for a company out of sight',
        },
        runs: 'waits',
      },
      {
        when: { 'gravityzone.deletedCompanyName': 'kept' },
        says: {
          vendor: 'keeps the name of a deleted company',
          happens:
            'the new company is refused, and the event waits for a person to give another name',
        },
        runs: 'waits',
      },
    ],
  },
  'company-deleted-one-spare': {
    event: 'destination-deleted',
    found: null,
    change: 'companyDeletedOneSpare',
    runs: [
      'waits',
      'waits',
      'handles-when-seen-twice',
      'waits',
      'handles-when-seen-twice',
      'waits',
    ],
    before: { companies: ['Abc Spare'], associated: 'gone', link: 'stale' },
    handled: {
      says: '',
      effects: ['create company Abc', 'create package', 'update variable'],
      end: { ...associated, companies: ['Abc', 'Abc Spare'] },
    },
    otherwise: [
      { when: { 'gravityzone.vanishedCompanyCode': '-32001' }, runs: 'waits' },
      { when: { 'gravityzone.deletedCompanyName': 'kept' }, runs: 'waits' },
    ],
  },
  'company-hidden': {
    event: 'destination-deleted',
    found: 'it is out of the key’s sight: GravityZone answers *not authorized*',
    change: 'companyHidden',
    // Where GravityZone answers "not found" for it, its name is still taken: no second one is made.
    runs: onlyAPerson,
    before: associated,
  },

  'company-of-its-name': {
    event: 'association-missing',
    found:
      'a site without an association, and one company of its name: a customer under the root or in one of its folders, active, manageable, free',
    change: 'companyOfName',
    runs: ['nothing', 'nothing', 'nothing', 'nothing', 'handles', 'waits'],
    before: unmapped('Abc'),
    handled: { says: 'associates the two', ...takenBack },
  },
  'company-not-fit': {
    event: 'association-missing',
    found: 'the company of its name is suspended, not manageable, nested under another partner',
    change: 'companySuspended',
    runs: ['nothing', 'nothing', 'nothing', 'nothing', 'waits', 'waits'],
    before: unmapped('Abc'),
  },
  'company-not-manageable': {
    event: 'association-missing',
    found: null,
    change: 'companyUnmanageable',
    runs: ['nothing', 'nothing', 'nothing', 'nothing', 'waits', 'waits'],
    before: unmapped('Abc'),
  },
  'company-nested': {
    event: 'association-missing',
    found: null,
    change: 'companyUnderPartner',
    runs: ['nothing', 'nothing', 'nothing', 'nothing', 'waits', 'waits'],
    before: unmapped('Abc under a partner'),
  },
  'several-companies-of-its-name': {
    event: 'association-missing',
    found: 'several free companies have its name',
    change: 'twoCompaniesOfName',
    runs: ['nothing', 'nothing', 'nothing', 'nothing', 'waits', 'waits'],
    before: unmapped('Abc', 'Abc in a folder'),
  },

  'company-of-prefix-and-name': {
    event: 'prefix-association-missing',
    found: 'the same, and the company’s name is the prefix and the site’s name',
    change: 'companyOfPrefixAndName',
    runs: ['nothing', 'nothing', 'nothing', 'nothing', 'handles', 'waits'],
    before: unmapped('New Abc'),
    handled: {
      says: 'associates the two',
      effects: ['create package', 'create variable'],
      end: { companies: ['New Abc'], associated: 'New Abc', link: 'ready' },
    },
  },

  'site-deleted': {
    event: 'source-deleted',
    found: 'the associated site is gone: Datto RMM answers 404 for its uid',
    change: 'siteDeleted',
    runs: onlyAPerson,
    before: { ...associated, link: 'none' },
  },

  'site-hidden': {
    event: null,
    found: 'the associated site is out of the key’s sight',
    change: 'siteHidden',
    runs: never,
    before: associated,
    otherwise: [
      {
        when: {
          'dattoRmm.invisibleSite': '404',
          'dattoRmm.invisibleSitesInLists': 'omitted',
        },
        says: {
          vendor: 'answers 404 for a site that the key may not see',
          happens: 'looks like a deleted site: *source deleted*, which only a person handles',
        },
        event: 'source-deleted',
        runs: 'waits',
      },
    ],
  },
  'site-on-demand': {
    event: null,
    found: 'the associated site became OnDemand',
    change: 'siteOnDemand',
    runs: never,
    before: associated,
  },
  'company-moved-to-folder': {
    event: null,
    found: 'the associated company is in another folder of the same partner',
    change: 'companyMovedToFolder',
    runs: never,
    before: { ...associated, companies: ['Abc in a folder'] },
  },
  'company-renamed': {
    event: null,
    found:
      'the associated company or site was renamed, or the company suspended: drift, shown on the association',
    change: 'companyRenamed',
    runs: never,
    before: { companies: ['Abc Renamed'], associated: 'Abc Renamed', link: 'ready' },
  },
  'site-renamed': {
    event: null,
    found: null,
    change: 'siteRenamed',
    runs: never,
    before: associated,
  },
  'company-suspended': {
    event: null,
    found: null,
    change: 'associatedCompanySuspended',
    runs: never,
    before: associated,
  },
} satisfies Record<string, Finding>;
export type FindingName = keyof typeof findings;

/** What is played in a column: variants only where a run may do most. */
export function findingsIn(column: number): FindingName[] {
  const all: [string, Finding][] = Object.entries(findings);
  return all
    .filter(([, { found }]) => found !== null || column === mostColumn)
    .map(([name]) => name as FindingName);
}
